import { filters } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fields, recordLocator, text } from '../../../shared/operation/fields';
import { pipelineLocator } from '../../fields/locators';
import { record } from '../../api/response';

const query = fields({
	pipeline: recordLocator(pipelineLocator, { description: 'Counts only deals in this pipeline' }),
	tags: text('Tag', 'e.g. VIP', { description: 'Counts only deals with this tag' }),
});

/** GET /v1/stats/pipeline: docs.leadlex.com/api-reference/stats/pipeline */
export const getPipeline: SingleOperation<Values<typeof query>> = {
	value: 'getPipeline',
	name: 'Get Pipeline',
	action: 'Get pipeline statistics',
	description: 'Get the number of deals in each stage',
	properties: [filters(query)],
	parse: (item) => item.read(query),
	request: (params) => ({ method: 'GET', path: '/v1/stats/pipeline', query: params }),
	output: record,
};
