import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { options, dateTime, fields, recordLocator, text } from '../../../shared/operation/fields';
import { contactRecord } from '../../fields/records';
import { listLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const query = fields({
	created_after: dateTime('Created After'),
	list_id: recordLocator(listLocator, { description: 'Returns only members of this list' }),
	search: text('Search', 'e.g. jane', { description: 'Part of a name or email' }),
	sort: options('Sort', {
		created_at: 'Created, Oldest First',
		'-created_at': 'Created, Newest First',
		full_name: 'Full Name, A to Z',
		'-full_name': 'Full Name, Z to A',
		updated_date: 'Updated, Oldest First',
		'-updated_date': 'Updated, Newest First',
	}),
});

/** GET /v1/contacts: docs.leadlex.com/api-reference/contacts/list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many contacts',
	description: 'Get many contacts, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	record: contactRecord,
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/contacts', query: params.query },
			'contacts',
			params.limit,
		),
};
