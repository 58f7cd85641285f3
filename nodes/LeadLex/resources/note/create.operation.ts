import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import { record } from '../../record';
import { fieldsByChoice } from '../../shown';
import { attachTo, details, identity, parents } from './params';
import type { NewNote } from './requestFor';
import { requestFor } from './requestFor';

/**
 * POST /v1/notes: docs.leadlex.com/api-reference/notes/create
 * POST /v1/contacts/{id}/notes: docs.leadlex.com/api-reference/contacts/create-note
 * POST /v1/companies/{id}/notes: docs.leadlex.com/api-reference/companies/create-note
 * POST /v1/deals/{id}/notes: docs.leadlex.com/api-reference/deals/create-note
 */
export const create: SingleOperation<NewNote> = {
	value: 'create',
	name: 'Create',
	action: 'Create note',
	description: 'Create a new note on a contact, company or deal',
	fields: [
		...fieldsOf(attachTo),
		...fieldsByChoice('attachTo', parents),
		...fieldsOf(identity),
		additionalFields(details),
	],
	parse: (item) => {
		const { attach_to = 'contact' } = item.values(attachTo);
		const parent = item.values(parents[attach_to]);
		if (Object.keys(parent).length === 0)
			throw new UserError('Attach To needs at least one record');
		return { parent, note: { ...item.values(identity), ...item.values(details) } };
	},
	request: requestFor,
	output: record,
	recordId: ({ id }) => id,
};
