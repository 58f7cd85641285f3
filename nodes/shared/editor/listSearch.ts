/** How the editor's lists of records are read, and searched where the API does not search them. */
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Api, ApiRequest } from '../operation/types';

/** Seconds. Whoever opened the list is waiting for it. */
const LONGEST_WAIT = 10;
/** So many pages are searched through before the editor is told what was found. */
const PAGES_AT_ONCE = 5;

export type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

export interface Page {
	items: INodeListSearchItems[];
	/** Leads to the next page, if there is one. */
	next?: string;
}

export const matching = (items: INodeListSearchItems[], filter = ''): INodeListSearchItems[] =>
	items.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));

/** Goes through the pages of a list until some of its records match. */
export const filtered = (
	read: (ctx: ILoadOptionsFunctions, token: string | undefined) => Promise<Page>,
): Search =>
	async function (filter, paginationToken) {
		for (let token = paginationToken, page = 1; ; page++) {
			const { items, next } = await read(this, token);
			const results = matching(items, filter);
			if (results.length > 0 || next === undefined || page === PAGES_AT_ONCE) {
				return { results, paginationToken: next };
			}
			token = next;
		}
	};

export async function readForEditor(
	ctx: ILoadOptionsFunctions,
	api: Api,
	request: ApiRequest,
): Promise<IDataObject> {
	// n8n loads the lists with their node: what sends can wait until one is opened
	const { reader, sending } = await import('../http/sender');
	return await sending(ctx, api, LONGEST_WAIT, async (send) => await reader(ctx, send)(request));
}
