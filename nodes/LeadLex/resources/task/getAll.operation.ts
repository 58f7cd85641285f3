import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { fields, recordLocator } from '../../../shared/operation/fields';
import { taskRecord } from '../../fields/records';
import { contactLocator, dealLocator, userLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';
import { status } from './fields';

const query = fields({
	assignee_id: recordLocator(userLocator, { displayName: 'Assignee' }),
	contact_id: recordLocator(contactLocator),
	deal_id: recordLocator(dealLocator),
	status,
});

/** GET /v1/tasks: docs.leadlex.com/api-reference/tasks/list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tasks',
	description: 'Get many tasks, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	record: taskRecord,
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages({ method: 'GET', path: '/v1/tasks', query: params.query }, 'tasks', params.limit),
};
