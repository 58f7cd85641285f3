import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call, callAll } from '../../shared/operation/request';

/** The largest page of most lists: docs.leadlex.com/api-reference/contacts/list */
export const MAX_PAGE_SIZE = 100;

export interface Page {
	rows: IDataObject[];
	/** How many pages follow. Without a total, a full page may be followed by another one. */
	pagesLeft: number;
	/** How many rows the list has, if LeadLex says so. */
	total?: number;
}

/** Reads one page of a list whose rows are in `data.<name>`. Pages are counted from 1. */
export function* readPage(
	request: ApiRequest,
	name: string,
	page: number,
	pageSize = MAX_PAGE_SIZE,
): Steps<Page> {
	const body = yield* call(pageRequest(request, page, pageSize));
	const rows = rowsOf(body, name);
	const { total } = (body.meta ?? {}) as { total?: number };
	const pagesLeft =
		total === undefined ? Number(rows.length === pageSize) : Math.ceil(total / pageSize) - page;
	return { rows, pagesLeft: rows.length === 0 ? 0 : pagesLeft, total };
}

/** Reads up to `limit` rows of a list in pages. If the first page says the total, the others are requested at once. */
export function* readPages(
	request: ApiRequest,
	name: string,
	limit: number,
	maxPageSize = MAX_PAGE_SIZE,
): Steps<IDataObject[]> {
	const pageSize = Math.min(maxPageSize, limit);
	const first = yield* readPage(request, name, 1, pageSize);
	const { rows, total } = first;
	if (total !== undefined) {
		const count = Math.max(0, Math.ceil(Math.min(limit, total) / pageSize) - 1);
		const bodies = yield* callAll(
			Array.from({ length: count }, (_, index) => pageRequest(request, index + 2, pageSize)),
		);
		return [rows, ...bodies.map((body) => rowsOf(body, name))].flat().slice(0, limit);
	}
	let { pagesLeft } = first;
	for (let page = 2; pagesLeft > 0 && rows.length < limit; page++) {
		const next = yield* readPage(request, name, page, pageSize);
		rows.push(...next.rows);
		pagesLeft = next.pagesLeft;
	}
	return rows.slice(0, limit);
}

/** Reads up to `limit` rows of a list that is not paged. */
export function* readList(request: ApiRequest, name: string, limit: number): Steps<IDataObject[]> {
	return rowsOf(yield* call(request), name).slice(0, limit);
}

const pageRequest = (
	{ query, ...request }: ApiRequest,
	page: number,
	per_page: number,
): ApiRequest => ({ ...request, query: { ...query, page, per_page } });

const rowsOf = ({ data }: IDataObject, name: string): IDataObject[] =>
	((data as IDataObject | undefined)?.[name] ?? []) as IDataObject[];
