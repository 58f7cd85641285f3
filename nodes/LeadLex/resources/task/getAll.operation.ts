import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { params, picked } from '../../../shared/operation/fields';
import { contactLocator, dealLocator, userLocator } from '../../fields/locators';
import { pages } from '../../api/paging';
import { status } from './params';

const query = params({
	assignee_id: picked(userLocator, { displayName: 'Assignee' }),
	contact_id: picked(contactLocator),
	deal_id: picked(dealLocator),
	status,
});

/** GET /v1/tasks: docs.leadlex.com/api-reference/tasks/list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tasks',
	description: 'Get many tasks, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages({ method: 'GET', path: '/v1/tasks', query: wanted.query }, 'tasks', wanted.limit),
};
