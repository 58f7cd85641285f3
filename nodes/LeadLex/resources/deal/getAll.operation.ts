import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, fields, recordLocator, text } from '../../../shared/operation/fields';
import { dealRecord } from '../../fields/records';
import { contactLocator, pipelineLocator, stageLocator, userLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';
import { status } from './fields';

const query = fields({
	contact_id: recordLocator(contactLocator, { description: 'The main contact' }),
	created_after: dateTime('Created After'),
	created_before: dateTime('Created Before'),
	owner_user_id: recordLocator(userLocator, { displayName: 'Owner' }),
	pipeline: recordLocator(pipelineLocator),
	stage: recordLocator(stageLocator, {
		description: 'A stage of the pipeline that is picked here',
	}),
	status,
	tags: text('Tag', 'e.g. enterprise', { description: 'A single tag that deals must have' }),
	updated_after: dateTime('Updated After'),
});

/** GET /v1/deals: docs.leadlex.com/api-reference/deals/list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many deals',
	description: 'Get many deals, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	record: dealRecord,
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages({ method: 'GET', path: '/v1/deals', query: params.query }, 'deals', params.limit),
};
