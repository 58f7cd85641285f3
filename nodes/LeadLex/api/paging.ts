import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/types';

/** The largest that most lists take: docs.leadlex.com/api-reference/contacts/list */
const LARGEST_PAGE = 100;

/**
 * Up to `limit` rows of a list, which stand in `data.<name>`. The first page tells the total, and with
 * it which other pages there are: they are asked for at once.
 */
export function* pages(
	{ query, ...request }: ApiRequest,
	name: string,
	limit: number,
	largestPage = LARGEST_PAGE,
): Steps<IDataObject[]> {
	const per_page = Math.min(largestPage, limit);
	const page = (number: number) => ({ ...request, query: { ...query, page: number, per_page } });
	const first = yield page(1);
	const rows = rowsOf(first, name);
	const { total } = (first.meta ?? {}) as { total?: number };
	const wanted = Math.min(limit, total ?? Infinity);
	if (total !== undefined) {
		const rest = Math.ceil(wanted / per_page) - 1;
		if (rest <= 0) return rows.slice(0, limit);
		const others = yield Array.from({ length: rest }, (_, at) => page(at + 2));
		return [rows, ...others.map((body) => rowsOf(body, name))].flat().slice(0, limit);
	}
	// Without a total, a full page may have a next one
	for (let number = 2, full = rows.length === per_page; full && rows.length < limit; number++) {
		const more = rowsOf(yield page(number), name);
		rows.push(...more);
		full = more.length === per_page;
	}
	return rows.slice(0, limit);
}

/** Up to `limit` rows of a list that comes whole. */
export function* all(request: ApiRequest, name: string, limit: number): Steps<IDataObject[]> {
	return rowsOf(yield request, name).slice(0, limit);
}

const rowsOf = ({ data }: IDataObject, name: string): IDataObject[] =>
	((data as IDataObject | undefined)?.[name] ?? []) as IDataObject[];
