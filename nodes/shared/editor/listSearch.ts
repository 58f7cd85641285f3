/** Reads the lists from which the editor lets the user pick a record. */
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Api } from '../operation/api';
import type { Steps } from '../operation/request';
import { isBlank } from '../utils/guards';
import { nameKey } from '../utils/text';

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

/** n8n runs every text of a parameter that begins like this. It saves the value that is picked, and its name. */
export const isExpression = (text: unknown): boolean =>
	typeof text === 'string' && text.startsWith('=');

/** Returns a name of the API as n8n may save it: with an apostrophe before what would be run, as in a spreadsheet. */
export const safeName = (name: string): string => (isExpression(name) ? `'${name}` : name);

/** Returns the items that the editor may offer. Whoever names a record must not get to read the items of a workflow. */
export const safeItems = <T extends Pick<INodePropertyOptions, 'name' | 'value'>>(
	items: T[],
): T[] =>
	items
		.filter(({ value }) => !isExpression(value))
		.map((item) => ({ ...item, name: safeName(item.name) }));

const searchKey = (text: string) => nameKey(text).toLowerCase();

/** Returns the items that the editor may offer and whose name holds what the user typed. */
export const matchingItems = (items: INodeListSearchItems[], filter = ''): INodeListSearchItems[] =>
	safeItems(items).filter(({ name }) => searchKey(name).includes(searchKey(filter)));

/** Returns the value of a field beside the list; undefined if it is empty or an expression, which has no value yet. */
export function fieldBeside(ctx: ILoadOptionsFunctions, name: string): string | undefined {
	const value = ctx.getCurrentNodeParameter(name, { extractValue: true });
	return isBlank(value) || isExpression(value) ? undefined : String(value);
}

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
