import { additionalFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { choice, fieldsOf, params, picked, required } from '../../../shared/params';
import { path } from '../../../shared/path';
import { contactLocator } from '../../locators';
import { record } from '../../record';

const contact = params({ contact_id: required(picked(contactLocator)) });

const query = params({
	include: choice(
		'Include',
		{
			'*': 'All',
			deals: 'Deals',
			notes: 'Notes',
			'notes,deals': 'Notes and Deals',
			'notes,tasks': 'Notes and Tasks',
			tasks: 'Tasks',
			'tasks,deals': 'Tasks and Deals',
		},
		{ description: 'The newest notes, open tasks and open deals, up to 3 of each' },
	),
});

/** GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get */
export const get: SingleOperation<{ id: string; query: Values<typeof query> }> = {
	value: 'get',
	name: 'Get',
	action: 'Get contact',
	description: 'Get one contact, with its newest notes, tasks and deals if wanted',
	fields: [...fieldsOf(contact), additionalFields(query)],
	parse: (item) => ({ id: item.values(contact).contact_id!, query: item.values(query) }),
	request: ({ id, query: wanted }) => ({
		method: 'GET',
		path: path`/v1/contacts/${id}`,
		query: wanted,
	}),
	output: record,
};
