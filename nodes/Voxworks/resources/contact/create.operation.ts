import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { options, propertiesOf, fields } from '../../../shared/operation/fields';
import { details, identity } from './fields';

const settings = fields({
	ifExists: options(
		'If Contact Exists',
		{
			fail: {
				name: 'Fail',
				description: 'The item fails if a contact already has this phone number',
			},
			skip: {
				name: 'Skip',
				description: 'The item returns "created": false and no ID, and the contact stays as it is',
			},
		},
		{ description: 'What to do if a contact already has this phone number' },
	),
});

interface NewContact {
	contact: Values<typeof identity> & Values<typeof details>;
	skip: boolean;
}

/** POST /api/v1/create-contact: docs.voxworks.ai/api-reference/contacts/create-contact */
export const create: SingleOperation<NewContact> = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Create a new contact that can be called',
	properties: [...propertiesOf(identity), ...propertiesOf(settings), additionalFields(details)],
	autoMap: { ...identity, ...details },
	advice: {
		409: 'Nothing was written. To skip people who already exist in Voxworks, set If Contact Exists to Skip.',
	},
	parse: (item) => ({
		contact: { ...item.read(identity), ...item.read(details) },
		skip: item.read(settings).ifExists === 'skip',
	}),
	request: ({ contact }) => ({ method: 'POST', path: '/api/v1/create-contact', body: contact }),
	output: (body, { contact }) => ({ ...body, created: true, phone_number: contact.phone_number }),
	recordId: ({ contact_id }) => contact_id,
	recover: (status, { contact, skip }) =>
		status === 409 && skip ? { created: false, phone_number: contact.phone_number } : undefined,
};
