/** Lists the records that the user can pick in the editor. */
import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';

import type { ListSearch } from '../../shared/editor/listSearch';
import { readForList, searchByPaging } from '../../shared/editor/listSearch';
import { call } from '../../shared/operation/request';
import { isBlank } from '../../shared/utils/guards';
import { voxworks } from '../api';
import { MAX_PAGE_SIZE, nextCursor, rowsIn } from '../api/paging';

/**
 * Voxworks does not search calls, so the list is filtered here.
 *
 * GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls
 */
const searchCallsBy = (filters: IDataObject = {}): ListSearch =>
	searchByPaging(async (ctx, cursor) => {
		const query = { ...filters, cursor, limit: MAX_PAGE_SIZE };
		const body = await readForList(ctx, voxworks, () =>
			call({ method: 'GET', path: '/api/v1/calls', query }),
		);
		const next = nextCursor(body);
		const rowsWithId = rowsIn(body).filter(({ id, call_id }) => !isBlank(id ?? call_id));
		return { items: rowsWithId.map(toItem), next: next === cursor ? undefined : next };
	});

/** Voxworks does not document the properties of a listed call. These are the ones that calls can be filtered by. */
function toItem({ id, call_id, created_at, type, status }: IDataObject): INodeListSearchItems {
	const value = String(id ?? call_id);
	const details = [created_at, type, status].filter((part) => part !== undefined && part !== null);
	return { name: [...details.map(String), value].join(' · '), value };
}

/** Named after the `searchListMethod` of the locators. */
export const listSearch = {
	searchCalls: searchCallsBy(),
	searchWebCalls: searchCallsBy({ type: 'web' }),
};
