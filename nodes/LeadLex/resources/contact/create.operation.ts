import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { emailKey } from '../../../shared/utils/text';
import { record } from '../../api/response';
import { customFieldValues, withCustomFieldValues } from './customFields';
import { findContactsByEmail, getContact } from './findByEmail';
import { requireName } from './requireName';
import { details, identity } from './fields';

type NewContact = Values<typeof identity> & Values<typeof details>;

/** POST /v1/contacts: docs.leadlex.com/api-reference/contacts/create */
export const create: SingleOperation<NewContact> = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Create a new contact, even if one with this email already exists',
	properties: [...propertiesOf(identity), additionalFields(details, customFieldValues)],
	autoMap: { ...identity, ...details },
	parse: (item) =>
		requireName(withCustomFieldValues(item, { ...item.read(identity), ...item.read(details) })),
	request: (contact) => ({ method: 'POST', path: '/v1/contacts', body: contact }),
	output: record,
	recordId: ({ id }) => id,
	lookUp: {
		// The look-up reads recently created contacts, and a given Created Date may be older
		key: ({ email, created_date }) => (created_date || !email ? undefined : emailKey(email)),
		find: ({ email = '' }, since) => findContactsByEmail(email, since),
		get: getContact,
	},
};
