import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { boolean, fields, recordLocator, text } from '../../../shared/operation/fields';
import { contactLocator, dealLocator, userLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const query = fields({
	archived: boolean('Archived', {
		default: true,
		description: 'Whether to return archived conversations too',
	}),
	contact_id: recordLocator(contactLocator),
	deal_id: recordLocator(dealLocator),
	search: text('Search', 'e.g. Series B', { description: 'Part of a title or message' }),
	user_id: recordLocator(userLocator, {
		description: 'Whose conversations to return. Default is the user of the API key.',
	}),
});

/** GET /v1/lexi/conversations: docs.leadlex.com/api-reference/lexi/conversations-list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many Lexi conversations',
	description: 'Get many conversations of a user, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/lexi/conversations', query: params.query },
			'conversations',
			params.limit,
		),
};
