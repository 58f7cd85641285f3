import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { lookUpInList, textKey } from '../../api/lookUpInList';
import { readPages } from '../../api/paging';
import { record } from '../../api/response';
import { fieldsPerChoice } from '../../fields/conditional';
import { attachTo, details, identity, parents } from './fields';
import type { NewNote } from './create.request';
import { requestFor } from './create.request';

/**
 * POST /v1/notes: docs.leadlex.com/api-reference/notes/create
 * POST /v1/contacts/{id}/notes: docs.leadlex.com/api-reference/contacts/create-note
 * POST /v1/companies/{id}/notes: docs.leadlex.com/api-reference/companies/create-note
 * POST /v1/deals/{id}/notes: docs.leadlex.com/api-reference/deals/create-note
 * GET /v1/notes: docs.leadlex.com/api-reference/notes/list
 */
export const create: SingleOperation<NewNote> = {
	value: 'create',
	name: 'Create',
	action: 'Create note',
	description: 'Create a new note on a contact, company or deal',
	properties: [
		...propertiesOf(attachTo),
		...fieldsPerChoice('attachTo', parents),
		...propertiesOf(identity),
		additionalFields(details),
	],
	autoMap: { ...identity, ...details },
	parse: (item) => {
		const { attach_to = 'contact' } = item.read(attachTo);
		const parent = item.read(parents[attach_to]);
		if (Object.keys(parent).length === 0)
			throw new UserError('Attach To needs at least one record');
		return { parent, note: { ...item.read(identity), ...item.read(details) } };
	},
	request: requestFor,
	output: record,
	recordId: ({ id }) => id,
	lookUp: lookUpInList({
		// The look-up reads recently created notes, and a given Created Date may be older
		keyOfRequest: ({ note, parent: { contact_id, related_company_id, deal_id } }) => {
			const ids = [contact_id, related_company_id, deal_id];
			const isFoundByName = ids.every((id) => id === undefined);
			return note.created_date || isFoundByName ? undefined : textKey(note.title, ...ids);
		},
		list: ({ note }) =>
			readPages(
				{ method: 'GET', path: '/v1/notes', query: { search: note.title } },
				'notes',
				Infinity,
			),
		keyOfRow: ({ title, ...row }, { parent: { contact_id, related_company_id, deal_id } }) =>
			textKey(
				title,
				contact_id && row.contact_id,
				related_company_id && row.related_company_id,
				deal_id && row.deal_id,
			),
	}),
};
