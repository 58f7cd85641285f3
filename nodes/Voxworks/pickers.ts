/** The lists behind the fields in which a record is picked. */
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { readForEditor } from '../shared/send';
import { voxworks } from './api';
import { pageOf } from './paging';

const PAGE_SIZE = 100;
/** So many pages are searched through before the editor is told what was found. */
const PAGES_AT_ONCE = 5;

type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/**
 * Voxworks has no search for calls, so the list is filtered here.
 *
 * GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls
 */
const calls = (only: IDataObject = {}): Search =>
	async function (filter = '', paginationToken) {
		let cursor = paginationToken;
		for (let page = 1; ; page++) {
			const query = { ...only, cursor, limit: PAGE_SIZE };
			const body = await readForEditor(this, voxworks, {
				method: 'GET',
				path: '/api/v1/calls',
				query,
			});
			const { rows, cursor: next } = pageOf(body);
			const results = rows.map(toItem).filter(({ name }) => includes(name, filter));
			const hasMore = next !== undefined && next !== cursor;
			if (results.length > 0 || !hasMore || page === PAGES_AT_ONCE) {
				return { results, paginationToken: hasMore ? next : undefined };
			}
			cursor = next;
		}
	};

const includes = (name: string, part: string) => name.toLowerCase().includes(part.toLowerCase());

/** The public page does not show the properties of a call: these are the ones that it can be filtered by. */
function toItem({ id, call_id, created_at, type, status }: IDataObject): INodeListSearchItems {
	const value = String(id ?? call_id);
	const told = [created_at, type, status].filter((part) => part !== undefined && part !== null);
	return { name: [...told.map(String), value].join(' · '), value };
}

/** By the names that the fields' `searchListMethod` gives. */
export const searches = {
	searchCalls: calls(),
	searchWebCalls: calls({ type: 'web' }),
};
