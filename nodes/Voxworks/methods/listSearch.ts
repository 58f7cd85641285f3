/** The lists from which the editor lets the user pick a record. */
import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';

import type { ListSearch } from '../../shared/editor/listSearch';
import { readForList, searchByPaging } from '../../shared/editor/listSearch';
import { call } from '../../shared/operation/request';
import { voxworks } from '../api';
import { pageOf } from '../api/paging';

const PAGE_SIZE = 100;

/**
 * Voxworks does not search calls, so the list is filtered here.
 *
 * GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls
 */
const searchCallsBy = (filters: IDataObject = {}): ListSearch =>
	searchByPaging(async (ctx, cursor) => {
		const query = { ...filters, cursor, limit: PAGE_SIZE };
		const body = await readForList(ctx, voxworks, () =>
			call({ method: 'GET', path: '/api/v1/calls', query }),
		);
		const { rows, cursor: next } = pageOf(body);
		return { items: rows.map(toItem), next: next === cursor ? undefined : next };
	});

/** The public page does not show the properties of a call; these are the ones that it can be filtered by. */
function toItem({ id, call_id, created_at, type, status }: IDataObject): INodeListSearchItems {
	const value = String(id ?? call_id);
	const details = [created_at, type, status].filter((part) => part !== undefined && part !== null);
	return { name: [...details.map(String), value].join(' · '), value };
}

/** By the names in the `searchListMethod` of the fields. */
export const listSearch = {
	searchCalls: searchCallsBy(),
	searchWebCalls: searchCallsBy({ type: 'web' }),
};
