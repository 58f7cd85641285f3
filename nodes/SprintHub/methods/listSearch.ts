import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { matchingItems } from '../../shared/editor/listSearch';
import { isBlank } from '../../shared/utils/guards';
import { readDefinitions } from './definitions';

/** SprintHub does not search definitions, so the list is filtered here. */
export async function searchDefinitions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const definitions = (await readDefinitions(this)).filter(({ id }) => !isBlank(id));
	const items = definitions.map(({ id, name }) => ({
		name: String(name ?? id),
		value: String(id),
	}));
	return { results: matchingItems(items, filter) };
}
