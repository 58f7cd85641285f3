import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { readList } from '../../api/paging';

/** GET /v1/tags: docs.leadlex.com/api-reference/tags/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'Get all tags that are used on contacts',
	properties: returnAllOrLimit,
	parse: readLimit,
	safe: true,
	*steps(limit) {
		const tags = yield* readList({ method: 'GET', path: '/v1/tags' }, 'tags', limit);
		// LeadLex lists tags as plain texts, which the reader of lists puts into `value`
		return tags.map(({ value, ...tag }) => (value === undefined ? tag : { tag: value }));
	},
};
