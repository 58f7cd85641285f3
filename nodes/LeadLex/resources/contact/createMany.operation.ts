import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf, fields, required, text } from '../../../shared/operation/fields';
import { emailKey } from '../../../shared/utils/text';
import { createManyOutcomes } from './createMany.outcomes';
import { customFieldValues, withCustomFieldValues } from './customFields';
import { identity, bulkDetails } from './fields';
import { findCreatedContacts } from './findByEmail';

const bulkIdentity = {
	...fields({
		full_name: required(
			text('Full Name', 'e.g. Jane Doe', { description: '"Last, First" is understood too' }),
		),
	}),
	email: identity.email,
};

type NewContact = Values<typeof bulkIdentity> & Values<typeof bulkDetails>;

/** POST /v1/contacts/bulk: docs.leadlex.com/api-reference/contacts/bulk-create */
export const createMany: BatchOperation<NewContact> = {
	value: 'createMany',
	name: 'Create Many',
	action: 'Create many contacts',
	description: 'Create a new contact for each item, up to 500 with each request',
	properties: [...propertiesOf(bulkIdentity), additionalFields(bulkDetails, customFieldValues)],
	autoMap: { ...bulkIdentity, ...bulkDetails },
	timeout: 120_000,
	parse: (item) => [
		withCustomFieldValues(item, { ...item.read(bulkIdentity), ...item.read(bulkDetails) }),
	],
	batch: { maxSize: 500, groupBy: () => '' },
	request: (contacts) => ({ method: 'POST', path: '/v1/contacts/bulk', body: { contacts } }),
	outcomes: createManyOutcomes,
	lookUp: {
		key: ({ email }) => email && emailKey(email),
		recordId: ({ id }) => id,
		findAll: findCreatedContacts,
		keyOfRow: ({ email }) => emailKey(email),
	},
};
