import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import type { Read, SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf, longText, params, required, string } from '../../../shared/params';
import { record } from '../../record';

const identity = params({
	name: required(
		string('Name', 'e.g. Outreach Q2 2026', { description: 'One that no other list has' }),
	),
});
const details = params({
	description: longText('Description', 'e.g. Prospects for the Q2 campaign'),
});

type NewList = Values<typeof identity> & Values<typeof details>;

/** POST /v1/lists: docs.leadlex.com/api-reference/lists/create */
export const create: SingleOperation<NewList> = {
	value: 'create',
	name: 'Create',
	action: 'Create list',
	description: 'Create a new list of contacts, which has no members yet',
	fields: [...fieldsOf(identity), additionalFields(details)],
	parse: (item) => ({ ...item.values(identity), ...item.values(details) }),
	request: (list) => ({ method: 'POST', path: '/v1/lists', body: list }),
	output: record,
	recordId: ({ id }) => id,
	// No two lists have the same name
	lookUp: {
		key: ({ name }) => name,
		find: async ({ name }, since, read) =>
			(await listsIn(read)).filter(
				(list) => list.name === name && Date.parse(String(list.created_at)) >= since.getTime(),
			),
		get: async (list) => list,
	},
};

/** GET /v1/lists: docs.leadlex.com/api-reference/lists/list */
async function listsIn(read: Read): Promise<IDataObject[]> {
	const { data } = await read({ method: 'GET', path: '/v1/lists' });
	return ((data as IDataObject | undefined)?.lists ?? []) as IDataObject[];
}
