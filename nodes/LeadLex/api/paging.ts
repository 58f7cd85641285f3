import type { IDataObject } from 'n8n-workflow';

import type { NumberedList } from '../../shared/operation/lists';
import { readListUnlessLong, readNumberedPages, rowsOf } from '../../shared/operation/lists';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call } from '../../shared/operation/request';
import { isObject } from '../../shared/utils/guards';
import { leadLex } from './index';

/** The largest page of most lists: docs.leadlex.com/api-reference/contacts/list */
export const MAX_PAGE_SIZE = 100;

export interface Page {
	rows: IDataObject[];
	/** How many pages follow. Without a total, a full page may be followed by another one. */
	pagesLeft: number;
}

/** Reads one page of a list whose rows are in `data.<name>`. Pages are counted from 1. */
export function* readPage(request: ApiRequest, name: string, page: number): Steps<Page> {
	const body = yield* call(pageRequest(request, page, MAX_PAGE_SIZE));
	const rows = rowsIn(body, name);
	const total = totalOf(body);
	const pagesLeft =
		typeof total === 'number'
			? Math.ceil(total / MAX_PAGE_SIZE) - page
			: Number(rows.length === MAX_PAGE_SIZE);
	return { rows, pagesLeft: rows.length === 0 ? 0 : pagesLeft };
}

/** Reads up to `limit` rows of a list in pages. */
export function readPages(
	request: ApiRequest,
	name: string,
	limit: number,
	maxPageSize = MAX_PAGE_SIZE,
): Steps<IDataObject[]> {
	return readNumberedPages(numberedList(request, name, Math.min(maxPageSize, limit)), limit);
}

/** Reads all rows of a list if they take fewer than `maxPages` requests after the first page; returns undefined otherwise. */
export const readPagesUnlessMany = (
	request: ApiRequest,
	name: string,
	maxPages: number,
): Steps<IDataObject[] | undefined> =>
	readListUnlessLong(numberedList(request, name, MAX_PAGE_SIZE), maxPages);

const numberedList = (request: ApiRequest, name: string, pageSize: number): NumberedList => ({
	api: leadLex.name,
	request: (page) => pageRequest(request, page, pageSize),
	rows: (body) => rowsIn(body, name),
	total: totalOf,
});

/** Reads up to `limit` rows of a list that is not paged. */
export function* readList(request: ApiRequest, name: string, limit: number): Steps<IDataObject[]> {
	return rowsIn(yield* call(request), name).slice(0, limit);
}

const pageRequest = (
	{ query, ...request }: ApiRequest,
	page: number,
	per_page: number,
): ApiRequest => ({ ...request, query: { ...query, page, per_page } });

const rowsIn = ({ data, ...body }: IDataObject, name: string): IDataObject[] =>
	rowsOf(leadLex.name, isObject(data) ? data[name] : undefined, data, body);

const totalOf = ({ meta }: IDataObject): unknown => (isObject(meta) ? meta.total : undefined);
