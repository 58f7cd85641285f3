import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { Item } from '../../../shared/operation/item';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { linkedDocumentRecord } from '../../fields/records';
import { readPages } from '../../api/paging';
import { fieldsPerChoice, showWhen } from '../../fields/conditional';
import { contact, deal, linkedTo, allFilters, recordFilters } from './fields';

const pathsByRecord = {
	any: () => '/v1/documents',
	contact: (item: Item) => path`/v1/contacts/${item.read(contact).contact_id}/documents`,
	deal: (item: Item) => path`/v1/deals/${item.read(deal).deal_id}/documents`,
};

/**
 * GET /v1/documents: docs.leadlex.com/api-reference/documents/list
 * GET /v1/contacts/{id}/documents: docs.leadlex.com/api-reference/documents/contact-documents
 * GET /v1/deals/{id}/documents: docs.leadlex.com/api-reference/documents/deal-documents
 */
export const getAll: StepsOperation<{ list: string; query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many documents',
	description: 'Get many documents, all of them or those of a contact or deal',
	properties: [
		...propertiesOf(linkedTo),
		...fieldsPerChoice('linkedTo', { contact, deal }),
		...returnAllOrLimit,
		...showWhen('linkedTo', ['any'], [filters(allFilters)]),
		...showWhen('linkedTo', ['contact', 'deal'], [filters(recordFilters)]),
	],
	record: linkedDocumentRecord,
	parse: (item) => {
		const { linked_to = 'any' } = item.read(linkedTo);
		return {
			list: pathsByRecord[linked_to](item),
			query: item.read(linked_to === 'any' ? allFilters : recordFilters),
			limit: readLimit(item),
		};
	},
	safe: true,
	steps: ({ list, query, limit }) =>
		readPages({ method: 'GET', path: list, query }, 'documents', limit),
};
