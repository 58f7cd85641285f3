import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { choice, dateTime, params, picked, string } from '../../../shared/operation/fields';
import { listLocator } from '../../fields/locators';
import { pages } from '../../api/paging';

const query = params({
	created_after: dateTime('Created After'),
	list_id: picked(listLocator, { description: 'Returns only members of this list' }),
	search: string('Search', 'e.g. jane', { description: 'Part of a name or email' }),
	sort: choice('Sort', {
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
	description: 'Get many contacts, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages({ method: 'GET', path: '/v1/contacts', query: wanted.query }, 'contacts', wanted.limit),
};
