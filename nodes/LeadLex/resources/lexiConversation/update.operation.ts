import type { IDataObject } from 'n8n-workflow';

import { updateFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import {
	atMost,
	boolean,
	choices,
	fieldsOf,
	id as idField,
	params,
	picked,
	required,
	string,
} from '../../../shared/params';
import { path } from '../../../shared/path';
import { nested } from '../../bodies';
import { contactLocator, conversationLocator, dealLocator } from '../../locators';
import { record } from '../../record';

const conversation = params({ conversation_id: required(picked(conversationLocator)) });

const own = params({
	archived: boolean('Archived', {
		description: 'Whether the conversation is archived',
	}),
	title: atMost(
		200,
		string('Title', 'e.g. Acme Series B briefing', { description: 'At most 200 characters' }),
	),
});

const context = params({
	contact_id: picked(contactLocator, { description: 'The contact that it is about' }),
	deal_id: picked(dealLocator, { description: 'The deal that it is about' }),
	matter_id: idField('Matter ID', 'e.g. matter_01HY1', {
		description: 'The matter that it is about',
	}),
});

/** What null clears, as the page says. */
const clearing = params({
	clear: choices(
		'Clear',
		{ contact_id: 'Contact', deal_id: 'Deal', matter_id: 'Matter' },
		{ description: 'What the conversation is not about any more' },
	),
});

/** PATCH /v1/lexi/conversations/{id}: docs.leadlex.com/api-reference/lexi/conversations-update */
export const update: SingleOperation<{ id: string; changes: IDataObject }> = {
	value: 'update',
	name: 'Update',
	action: 'Update Lexi conversation',
	description: 'Rename or archive a conversation, or change what it is about',
	fields: [...fieldsOf(conversation), updateFields({ ...own, ...context, ...clearing })],
	parse: (item) => {
		const id = item.values(conversation).conversation_id!;
		item.changes({ ...own, ...context, ...clearing });
		const { clear = [] } = item.values(clearing);
		const cleared = Object.fromEntries(clear.map((property) => [property, null]));
		const about = { ...item.values(context), ...cleared };
		return { id, changes: { ...item.values(own), ...nested('context', about) } };
	},
	request: ({ id, changes }) => ({
		method: 'PATCH',
		path: path`/v1/lexi/conversations/${id}`,
		body: changes,
		idempotent: true,
		repeatable: true,
	}),
	output: record,
};
