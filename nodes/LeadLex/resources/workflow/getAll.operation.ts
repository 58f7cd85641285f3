import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { boolean, params, string } from '../../../shared/operation/fields';
import { pages } from '../../api/paging';
import { conditionEntity } from './params';

const query = params({
	condition_entity: conditionEntity,
	enabled: boolean('Enabled', {
		default: true,
		description: 'Whether to return workflows that are switched on, or those that are off',
	}),
	search: string('Search', 'e.g. won deals', { description: 'Part of the name' }),
});

/** GET /v1/workflows: docs.leadlex.com/api-reference/workflows/list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many workflows',
	description: 'Get many workflows of LeadLex, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages({ method: 'GET', path: '/v1/workflows', query: wanted.query }, 'workflows', wanted.limit),
};
