import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, params, picked, string } from '../../../shared/operation/fields';
import { contactLocator, pipelineLocator, stageLocator, userLocator } from '../../fields/locators';
import { pages } from '../../api/paging';
import { status } from './params';

const query = params({
	contact_id: picked(contactLocator, { description: 'The main contact' }),
	created_after: dateTime('Created After'),
	created_before: dateTime('Created Before'),
	owner_user_id: picked(userLocator, { displayName: 'Owner' }),
	pipeline: picked(pipelineLocator),
	stage: picked(stageLocator, { description: 'A stage of the pipeline that is picked here' }),
	status,
	tags: string('Tag', 'e.g. enterprise', { description: 'A single tag that deals must have' }),
	updated_after: dateTime('Updated After'),
});

/** GET /v1/deals: docs.leadlex.com/api-reference/deals/list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many deals',
	description: 'Get many deals, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages({ method: 'GET', path: '/v1/deals', query: wanted.query }, 'deals', wanted.limit),
};
