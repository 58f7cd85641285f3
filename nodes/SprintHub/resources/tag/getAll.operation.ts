import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { readList } from '../../api/paging';

/** GET /tags: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags */
export const getAll: StepsOperation<{ limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'Get the tags that contacts can have, each with its ID',
	properties: returnAllOrLimit,
	parse: (item) => ({ limit: readLimit(item) }),
	safe: true,
	steps: ({ limit }) => readList({ method: 'GET', path: '/tags' }, limit),
};
