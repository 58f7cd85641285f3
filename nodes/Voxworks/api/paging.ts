import type { IDataObject } from 'n8n-workflow';

import { arraysIn, readCursorPages, rowsOf } from '../../shared/operation/lists';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { voxworks } from './index';

/** Voxworks documents no largest page. */
export const MAX_PAGE_SIZE = 100;

/** Returns the cursor of the next page; undefined on the last one. */
export function nextCursor({ meta }: IDataObject): string | undefined {
	const { next_cursor } = (meta ?? {}) as { next_cursor?: unknown };
	return typeof next_cursor === 'string' && next_cursor !== '' ? next_cursor : undefined;
}

/**
 * Returns the rows of a page. The name of their property is not documented: they are the array whose objects hold an
 * ID, or the only array of the response. Throws RequestFailed if there is none.
 */
export function rowsIn(body: IDataObject): IDataObject[] {
	const arrays = arraysIn([body, body.data]);
	return rowsOf(voxworks.name, arrays.length === 1 ? arrays[0] : undefined, body, body.data);
}

/** Reads up to `limit` rows of a list, page by page. */
export const readPages = ({ query, ...request }: ApiRequest, limit: number): Steps<IDataObject[]> =>
	readCursorPages(
		{
			request: (cursor) => ({
				...request,
				query: { ...query, cursor, limit: Math.min(MAX_PAGE_SIZE, limit) },
			}),
			rows: rowsIn,
			next: nextCursor,
		},
		limit,
	);
