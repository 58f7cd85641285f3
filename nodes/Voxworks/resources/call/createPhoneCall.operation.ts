import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { dateTime, propertiesOf, fields, phone, required } from '../../../shared/operation/fields';
import { additionalBodyFields, withAdditional } from '../../fields/additionalBody';
import { createdCall } from '../../api/response';
import { scriptId } from '../../fields/callFilters';
import { contact, contactDetails } from './fields';

const call = fields({
	script_id: required(scriptId),
	from_number: phone('From Number', 'e.g. +61 2 5550 0123', {
		description: 'Your number from which the call is made, in international form',
	}),
});

const time = fields({
	scheduled_time: dateTime('Scheduled Time', {
		description: "When to call, in the workflow's time zone unless the value has one of its own",
	}),
});

/** POST /api/v1/create-phone-call: docs.voxworks.ai/api-reference/calls/create-phone-call */
export const createPhoneCall: SingleOperation<IDataObject> = {
	value: 'createPhoneCall',
	name: 'Create Phone Call',
	action: 'Create phone call - calls a person',
	description:
		'Call a person now or at a scheduled time, and create or update the contact with this phone number',
	properties: [
		...propertiesOf({ ...contact, ...call, ...time }),
		additionalFields(contactDetails, additionalBodyFields),
	],
	autoMap: { ...contact, ...contactDetails },
	parse: (item) =>
		withAdditional(item, {
			...item.read(call),
			contact: { ...item.read(contact), ...item.read(contactDetails) },
			...item.read(time),
		}),
	request: (body) => ({ method: 'POST', path: '/api/v1/create-phone-call', body }),
	output: (body) => body,
	recordId: createdCall,
};
