import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { readForList, safeItems } from '../../shared/editor/listSearch';
import { isBlank } from '../../shared/utils/guards';
import { sprintHub } from '../api';
import { readList } from '../api/paging';

/** GET /tags: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags */
export async function getTags(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await readForList(this, sprintHub, () =>
		readList({ method: 'GET', path: '/tags' }, Infinity),
	);
	// It is not documented which property holds a tag's name; the tags of a contact have it in `tag`
	const options = rows
		.filter(({ id }) => !isBlank(id))
		.map(({ id, tag, name }) => ({ name: String(tag ?? name ?? id), value: String(id) }));
	return safeItems(options);
}
