import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { pages } from '../../api/paging';
import { fieldsByChoice, shownFor } from '../../fields/conditional';
import { contact, deal, linkedTo, ofAll, ofRecord } from './params';

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
	fields: [
		...fieldsOf(linkedTo),
		...fieldsByChoice('linkedTo', { contact, deal }),
		...howMany,
		...shownFor('linkedTo', ['any'], [filters(ofAll)]),
		...shownFor('linkedTo', ['contact', 'deal'], [filters(ofRecord)]),
	],
	parse: (item) => {
		const limit = limitOf(item);
		switch (item.values(linkedTo).linked_to) {
			case 'contact': {
				const list = path`/v1/contacts/${item.values(contact).contact_id!}/documents`;
				return { list, query: item.values(ofRecord), limit };
			}
			case 'deal': {
				const list = path`/v1/deals/${item.values(deal).deal_id!}/documents`;
				return { list, query: item.values(ofRecord), limit };
			}
			default:
				return { list: '/v1/documents', query: item.values(ofAll), limit };
		}
	},
	steps: ({ list, query, limit }) =>
		pages({ method: 'GET', path: list, query }, 'documents', limit),
};
