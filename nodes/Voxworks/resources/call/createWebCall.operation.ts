import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, required } from '../../../shared/operation/fields';
import { additionalBodyFields, withAdditional } from '../../fields/additionalBody';
import { createdCall } from '../../api/response';
import { contactId, scriptId } from '../../fields/callFilters';

const call = fields({
	script_id: required(scriptId),
	contact_id: contactId,
});

/** POST /api/v1/create-web-call: docs.voxworks.ai/api-reference/calls/create-web-call */
export const createWebCall: SingleOperation<IDataObject> = {
	value: 'createWebCall',
	name: 'Create Web Call',
	action: 'Create web call',
	description: 'Start a call in a browser and get what a softphone needs to connect (SIP, WebRTC)',
	properties: [...propertiesOf(call), additionalFields({}, additionalBodyFields)],
	parse: (item) => withAdditional(item, item.read(call)),
	request: (body) => ({ method: 'POST', path: '/api/v1/create-web-call', body }),
	output: (body) => body,
	recordId: createdCall,
};
