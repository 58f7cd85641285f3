import {
	atMost,
	boolean,
	choices,
	id,
	params,
	picked,
	required,
	string,
} from '../../../shared/operation/fields';
import { contactLocator, conversationLocator, dealLocator } from '../../fields/locators';

export const conversation = params({ conversation_id: required(picked(conversationLocator)) });

export const own = params({
	archived: boolean('Archived', {
		description: 'Whether the conversation is archived',
	}),
	title: atMost(
		200,
		string('Title', 'e.g. Acme Series B briefing', { description: 'At most 200 characters' }),
	),
});

export const context = params({
	contact_id: picked(contactLocator, { description: 'The contact that it is about' }),
	deal_id: picked(dealLocator, { description: 'The deal that it is about' }),
	matter_id: id('Matter ID', 'e.g. matter_01HY1', {
		description: 'The matter that it is about',
	}),
});

/** What null clears, as the page says. */
export const clearing = params({
	clear: choices(
		'Clear',
		{ contact_id: 'Contact', deal_id: 'Deal', matter_id: 'Matter' },
		{ description: 'What the conversation is not about any more' },
	),
});
