import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import {
	fieldsOf,
	id,
	json,
	longText,
	params,
	picked,
	required,
	string,
} from '../../../shared/params';
import { contactLocator, dealLocator } from '../../locators';
import { recordIn } from '../../record';

const LARGEST_METADATA = 8 * 1024;

const identity = params({
	type: required(
		string('Type', 'e.g. call', {
			description:
				'Such as call, email, email_sent, email_replied, meeting, note, task_completed or ai_action. Others are taken too.',
		}),
	),
	contact_id: picked(contactLocator, { description: 'The contact on whose timeline it appears' }),
	deal_id: picked(dealLocator, { description: 'The deal on whose timeline it appears' }),
});

const details = params({
	description: longText('Description', 'e.g. She asks for an offer', {
		description: 'Markdown is allowed',
	}),
	entity_id: id('Entity ID', 'e.g. cmp_abc123', {
		description: 'ID of another record that it is about, of the kind in Entity Type',
	}),
	entity_name: string('Entity Name', 'e.g. Q2 Outreach', {
		description: 'What the timeline shows for the other record',
	}),
	entity_type: string('Entity Type', 'e.g. campaign', {
		description: 'Kind of another record that it is about, such as campaign, task or list',
	}),
	metadata: json(
		'Metadata',
		'e.g. {"duration_minutes": 32}',
		'JSON object to keep with the activity, at most 8 KB',
	),
	title: string('Title', 'e.g. Discovery call with Jane', {
		description: 'At most 500 characters',
	}),
});

/** POST /v1/activities: docs.leadlex.com/api-reference/activities/create */
export const create: SingleOperation<IDataObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create activity',
	description: 'Put a call, email, meeting or the like on the timeline of a contact or deal',
	fields: [...fieldsOf(identity), additionalFields(details)],
	parse: (item) => {
		const activity = { ...item.values(identity), ...item.values(details) };
		const size = new TextEncoder().encode(JSON.stringify(activity.metadata ?? {})).length;
		if (size > LARGEST_METADATA) throw new UserError('Metadata must be at most 8 KB of JSON');
		return activity;
	},
	request: (activity) => ({ method: 'POST', path: '/v1/activities', body: activity }),
	output: recordIn('activity'),
	recordId: ({ id: created }) => created,
};
