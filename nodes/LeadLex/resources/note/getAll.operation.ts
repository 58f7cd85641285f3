import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { Item } from '../../../shared/operation/item';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { noteRecord } from '../../fields/records';
import { readPages } from '../../api/paging';
import { fieldsPerChoice, showWhen } from '../../fields/conditional';
import { attachedTo, parents, query } from './fields';

const { company, contact, deal } = parents;

const pathsByParent = {
	any: () => '/v1/notes',
	company: (item: Item) => path`/v1/companies/${item.read(company).related_company_id}/notes`,
	contact: (item: Item) => path`/v1/contacts/${item.read(contact).contact_id}/notes`,
	deal: (item: Item) => path`/v1/deals/${item.read(deal).deal_id}/notes`,
};

/**
 * GET /v1/notes: docs.leadlex.com/api-reference/notes/list
 * GET /v1/contacts/{id}/notes: docs.leadlex.com/api-reference/contacts/list-notes
 * GET /v1/companies/{id}/notes: docs.leadlex.com/api-reference/companies/list-notes
 * GET /v1/deals/{id}/notes: docs.leadlex.com/api-reference/deals/list-notes
 */
export const getAll: StepsOperation<{ list: string; query?: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many notes',
	description: 'Get many notes, all of them or those of a contact, company or deal',
	properties: [
		...propertiesOf(attachedTo),
		...fieldsPerChoice('attachedTo', { company, contact, deal }),
		...returnAllOrLimit,
		...showWhen('attachedTo', ['any'], [filters(query)]),
	],
	record: noteRecord,
	parse: (item) => {
		const { attached_to = 'any' } = item.read(attachedTo);
		return {
			list: pathsByParent[attached_to](item),
			query: attached_to === 'any' ? readQuery(item) : undefined,
			limit: readLimit(item),
		};
	},
	safe: true,
	steps: ({ list, query: filter, limit }) =>
		readPages({ method: 'GET', path: list, query: filter }, 'notes', limit),
};

/** The filters of the item. `is_pinned` can only be `true`: false is not sent. */
function readQuery(item: Item): IDataObject {
	const { is_pinned, ...filter } = item.read(query);
	return is_pinned ? { ...filter, is_pinned: 'true' } : filter;
}
