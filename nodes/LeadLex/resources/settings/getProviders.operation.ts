import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { options, fields } from '../../../shared/operation/fields';
import { readList } from '../../api/paging';

const query = fields({
	category: options('Category', {
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
	description: 'Get the external accounts that are connected, each with its status',
	properties: [...returnAllOrLimit, filters(query)],
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readList(
			{ method: 'GET', path: '/v1/settings/providers', query: params.query },
			'providers',
			params.limit,
		),
};
