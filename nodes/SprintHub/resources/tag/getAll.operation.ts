import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { all } from '../../api/paging';

/** GET /tags: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags */
export const getAll: StepsOperation<{ limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'Get the tags that contacts can have, each with its ID',
	fields: howMany,
	parse: (item) => ({ limit: limitOf(item) }),
	steps: ({ limit }) => all({ method: 'GET', path: '/tags' }, limit),
};
