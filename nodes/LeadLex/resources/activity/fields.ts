import {
	id,
	json,
	longText,
	fields,
	recordLocator,
	required,
	text,
	maxLength,
} from '../../../shared/operation/fields';
import { contactLocator, dealLocator } from '../../fields/locators';

export const identity = fields({
	type: required(
		text('Type', 'e.g. call', {
			description:
				'Such as call, email, email_sent, email_replied, meeting, note, task_completed or ai_action. Others are taken too.',
		}),
	),
	contact_id: recordLocator(contactLocator, {
		description: 'The contact on whose timeline it appears',
	}),
	deal_id: recordLocator(dealLocator, { description: 'The deal on whose timeline it appears' }),
});

export const details = fields({
	description: longText('Description', 'e.g. She asks for an offer', {
		description: 'Markdown is allowed',
	}),
	entity_id: id('Entity ID', 'e.g. cmp_abc123', {
		description: 'ID of another record that it is about, of the kind in Entity Type',
	}),
	entity_name: text('Entity Name', 'e.g. Q2 Outreach', {
		description: 'What the timeline shows for the other record',
	}),
	entity_type: text('Entity Type', 'e.g. campaign', {
		description: 'Kind of another record that it is about, such as campaign, task or list',
	}),
	metadata: json(
		'Metadata',
		'e.g. {"duration_minutes": 32}',
		'JSON object to keep with the activity, at most 8 KB',
	),
	title: maxLength(500, text('Title', 'e.g. Discovery call with Jane')),
});
