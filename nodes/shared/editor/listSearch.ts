/** Reads the lists from which the editor lets the user pick a record. */
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { Api } from '../operation/api';
import type { Steps } from '../operation/request';

/** Seconds. The user who opened the list is waiting for it. */
const MAX_WAIT_SECONDS = 10;
const MAX_PAGES_PER_SEARCH = 5;

export type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

export interface ListPage {
	items: INodeListSearchItems[];
	/** The token of the next page, if there is one. */
	next?: string;
}

export const matchingItems = (items: INodeListSearchItems[], filter = ''): INodeListSearchItems[] =>
	items.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));

/** Searches a list that the API does not search: reads pages until some of its records match. */
export const searchByPaging = (
	read: (ctx: ILoadOptionsFunctions, token: string | undefined) => Promise<ListPage>,
): ListSearch =>
	async function (filter, paginationToken) {
		for (let token = paginationToken, page = 1; ; page++) {
			const { items, next } = await read(this, token);
			const results = matchingItems(items, filter);
			if (results.length > 0 || next === undefined || page === MAX_PAGES_PER_SEARCH) {
				return { results, paginationToken: next };
			}
			token = next;
		}
	};

/** Runs steps that only read, for a list of the editor. Throws the error that n8n shows. */
export async function readForList<T>(
	ctx: ILoadOptionsFunctions,
	api: Api,
	steps: () => Steps<T>,
): Promise<T> {
	// n8n loads this file when it starts: the code that sends is loaded when a list is opened
	const { readOutsideRun } = await import('../http/runSteps');
	return await readOutsideRun(ctx, api, { maxWaitSeconds: MAX_WAIT_SECONDS }, steps);
}
