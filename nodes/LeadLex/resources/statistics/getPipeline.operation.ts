import { filters } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { params, picked, string } from '../../../shared/operation/fields';
import { pipelineLocator } from '../../fields/locators';
import { record } from '../../api/response';

const query = params({
	pipeline: picked(pipelineLocator, { description: 'Counts only deals in this pipeline' }),
	tags: string('Tag', 'e.g. VIP', { description: 'Counts only deals with this tag' }),
});

/** GET /v1/stats/pipeline: docs.leadlex.com/api-reference/stats/pipeline */
export const getPipeline: SingleOperation<Values<typeof query>> = {
	value: 'getPipeline',
	name: 'Get Pipeline',
	action: 'Get pipeline statistics',
	description: 'Get the number of deals in each stage',
	fields: [filters(query)],
	parse: (item) => item.values(query),
	request: (wanted) => ({ method: 'GET', path: '/v1/stats/pipeline', query: wanted }),
	output: record,
};
