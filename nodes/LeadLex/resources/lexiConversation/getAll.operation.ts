import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { boolean, params, picked, string } from '../../../shared/operation/fields';
import { contactLocator, dealLocator, userLocator } from '../../fields/locators';
import { pages } from '../../api/paging';

const query = params({
	archived: boolean('Archived', {
		default: true,
		description: 'Whether to return archived conversations too',
	}),
	contact_id: picked(contactLocator),
	deal_id: picked(dealLocator),
	search: string('Search', 'e.g. Series B', { description: 'Part of a title or message' }),
	user_id: picked(userLocator, {
		description: 'Whose conversations to return. Default is the user of the API key.',
	}),
});

/** GET /v1/lexi/conversations: docs.leadlex.com/api-reference/lexi/conversations-list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many Lexi conversations',
	description: 'Get many conversations, all of a user or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages(
			{ method: 'GET', path: '/v1/lexi/conversations', query: wanted.query },
			'conversations',
			wanted.limit,
		),
};
