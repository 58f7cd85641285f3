import { filters } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { integer, fields, recordLocator } from '../../../shared/operation/fields';
import { pipelineLocator } from '../../fields/locators';
import { record } from '../../api/response';

const query = fields({
	days: integer('Days', { default: 7, description: 'How many days to look back' }),
	pipeline: recordLocator(pipelineLocator),
});

/** GET /v1/analytics/outreach: docs.leadlex.com/api-reference/analytics/outreach */
export const getOutreach: SingleOperation<Values<typeof query>> = {
	value: 'getOutreach',
	name: 'Get Outreach',
	action: 'Get outreach statistics',
	description: 'Get counts of activities and deals, and the rates of replies and meetings',
	properties: [filters(query)],
	parse: (item) => item.read(query),
	request: (params) => ({ method: 'GET', path: '/v1/analytics/outreach', query: params }),
	output: record,
};
