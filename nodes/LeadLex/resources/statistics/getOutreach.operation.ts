import { filters } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { integer, params, picked } from '../../../shared/params';
import { pipelineLocator } from '../../locators';
import { record } from '../../record';

const query = params({
	days: integer('Days', { default: 7, description: 'How many days to look back' }),
	pipeline: picked(pipelineLocator),
});

/** GET /v1/analytics/outreach: docs.leadlex.com/api-reference/analytics/outreach */
export const getOutreach: SingleOperation<Values<typeof query>> = {
	value: 'getOutreach',
	name: 'Get Outreach',
	action: 'Get outreach statistics',
	description: 'Get counts of activities and deals, and the rates of replies and meetings',
	fields: [filters(query)],
	parse: (item) => item.values(query),
	request: (wanted) => ({ method: 'GET', path: '/v1/analytics/outreach', query: wanted }),
	output: record,
};
