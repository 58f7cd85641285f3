import { clearable } from '../../../shared/operation/collections';
import {
	maxLength,
	boolean,
	id,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { contactLocator, conversationLocator, dealLocator } from '../../fields/locators';

export const target = fields({
	conversation_id: required(recordLocator(conversationLocator)),
});

export const details = fields({
	archived: boolean('Archived', {
		description: 'Whether the conversation is archived',
	}),
	title: maxLength(200, text('Title', 'e.g. Acme Series B briefing')),
});

export const context = fields({
	contact_id: recordLocator(contactLocator, { description: 'The contact that it is about' }),
	deal_id: recordLocator(dealLocator, { description: 'The deal that it is about' }),
	matter_id: id('Matter ID', 'e.g. matter_01HY1', {
		description: 'The matter that it is about',
	}),
});

export const clear = clearable(
	{ contact_id: 'Contact', deal_id: 'Deal', matter_id: 'Matter' },
	'Links to remove from the conversation',
);
