import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { choice, params } from '../../../shared/operation/fields';
import { all } from '../../api/paging';

const query = params({
	category: choice('Category', {
		billing: 'Billing',
		calendar: 'Calendar',
		channels: 'Channels',
		email: 'Email',
		identity: 'Identity',
		storage: 'Storage',
	}),
});

/** GET /v1/settings/providers: docs.leadlex.com/api-reference/settings/providers */
export const getProviders: StepsOperation<{ query: Values<typeof query>; limit: number }> = {
	value: 'getProviders',
	name: 'Get Providers',
	action: 'Get connected providers',
	description: 'Get the external accounts that are connected, and how each of them is',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		all(
			{ method: 'GET', path: '/v1/settings/providers', query: wanted.query },
			'providers',
			wanted.limit,
		),
};
