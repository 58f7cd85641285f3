import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf, longText, fields, required, text } from '../../../shared/operation/fields';
import { lookUpInList, textKey } from '../../api/lookUpInList';
import { readList } from '../../api/paging';
import { record } from '../../api/response';

const identity = fields({
	name: required(
		text('Name', 'e.g. Outreach Q2 2026', { description: 'Must be unique among your lists' }),
	),
});
const details = fields({
	description: longText('Description', 'e.g. Prospects for the Q2 campaign'),
});

type NewList = Values<typeof identity> & Values<typeof details>;

/**
 * POST /v1/lists: docs.leadlex.com/api-reference/lists/create
 * GET /v1/lists: docs.leadlex.com/api-reference/lists/list
 */
export const create: SingleOperation<NewList> = {
	value: 'create',
	name: 'Create',
	action: 'Create list',
	description: 'Create a new list of contacts, which has no members yet',
	properties: [...propertiesOf(identity), additionalFields(details)],
	autoMap: { ...identity, ...details },
	parse: (item) => ({ ...item.read(identity), ...item.read(details) }),
	request: (list) => ({ method: 'POST', path: '/v1/lists', body: list }),
	output: record,
	recordId: ({ id }) => id,
	// The name identifies a list, because names are unique
	lookUp: lookUpInList({
		keyOfRequest: ({ name }) => textKey(name),
		list: () => readList({ method: 'GET', path: '/v1/lists' }, 'lists', Infinity),
		keyOfRow: ({ name }) => textKey(name),
	}),
};
