import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { all } from '../../api/paging';

/** GET /v1/tags: docs.leadlex.com/api-reference/tags/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'Get the tags that contacts have, each once',
	fields: howMany,
	parse: limitOf,
	*steps(limit) {
		const tags = yield* all({ method: 'GET', path: '/v1/tags' }, 'tags', limit);
		return tags.map((tag) => ({ tag }));
	},
};
