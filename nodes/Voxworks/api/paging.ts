import type { IDataObject } from 'n8n-workflow';

import { arraysIn, findList, readCursorPages, rowsOf } from '../../shared/operation/lists';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { isBlank } from '../../shared/utils/guards';
import { voxworks } from './index';

/** Voxworks documents no largest page. */
export const MAX_PAGE_SIZE = 100;

/** Returns the cursor of the next page; undefined on the last one. */
export function nextCursor({ meta }: IDataObject): string | undefined {
	const { next_cursor: cursor } = (meta ?? {}) as { next_cursor?: unknown };
	const isCursor = typeof cursor === 'number' || (typeof cursor === 'string' && !isBlank(cursor));
	return isCursor ? String(cursor) : undefined;
}

/**
 * Returns the rows of a page, as they came, or undefined if there are none. The name of their property is not
 * documented: they are the array whose objects hold an ID, or the only array of the response.
 */
export const findRows = (body: IDataObject): unknown[] | undefined =>
	findList(onlyArray(body), body, body.data);

/** Returns the rows of a page as objects. Throws RequestFailed if there is no list. */
export function rowsIn(body: IDataObject): IDataObject[] {
	const array = onlyArray(body);
	// Texts alone, such as warnings, are no list of records
	const isTexts = array?.length && array.every((value) => typeof value === 'string');
	return rowsOf(voxworks.name, isTexts ? undefined : array, body, body.data);
}

function onlyArray(body: IDataObject): unknown[] | undefined {
	const arrays = arraysIn([body, body.data]);
	return arrays.length === 1 ? arrays[0] : undefined;
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
