/** The lists behind the fields in which a record is picked. */
import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';

import type { Search } from '../../shared/editor/listSearch';
import { filtered, readForEditor } from '../../shared/editor/listSearch';
import { voxworks } from '../api';
import { pageOf } from '../api/paging';

const PAGE_SIZE = 100;

/**
 * Voxworks has no search for calls, so the list is filtered here.
 *
 * GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls
 */
const calls = (only: IDataObject = {}): Search =>
	filtered(async (ctx, cursor) => {
		const query = { ...only, cursor, limit: PAGE_SIZE };
		const body = await readForEditor(ctx, voxworks, {
			method: 'GET',
			path: '/api/v1/calls',
			query,
		});
		const { rows, cursor: next } = pageOf(body);
		return { items: rows.map(toItem), next: next === cursor ? undefined : next };
	});

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
