import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { BatchOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf, params, required, string } from '../../../shared/operation/fields';
import { matchCreated } from './createMany.outcomes';
import { identity, row } from './params';

const named = {
	...params({
		full_name: required(
			string('Full Name', 'e.g. Jane Doe', { description: '"Last, First" is understood too' }),
		),
	}),
	email: identity.email,
};

type NewContact = Values<typeof named> & Values<typeof row>;

/** POST /v1/contacts/bulk: docs.leadlex.com/api-reference/contacts/bulk-create */
export const createMany: BatchOperation<NewContact> = {
	value: 'createMany',
	name: 'Create Many',
	action: 'Create many contacts',
	description: 'Create a new contact for each item, up to 500 with each request',
	timeout: 120_000,
	fields: [...fieldsOf(named), additionalFields(row)],
	parse: (item) => [{ ...item.values(named), ...item.values(row) }],
	batch: { maxSize: 500, groupBy: () => '' },
	request: (contacts) => ({ method: 'POST', path: '/v1/contacts/bulk', body: { contacts } }),
	outcomes: matchCreated,
};
