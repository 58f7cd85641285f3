import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call } from '../../shared/operation/request';
import { isObject } from '../../shared/utils/guards';

/** No largest page is documented. */
const LARGEST_PAGE = 100;

export interface Page {
	rows: IDataObject[];
	/** What to ask for the next page with, as it came. */
	cursor?: string;
}

/** The public page does not show under which name the rows stand, only `meta.next_cursor`. */
export function pageOf(body: IDataObject): Page {
	const { next_cursor } = (body.meta ?? {}) as { next_cursor?: string | null };
	return { rows: rowsIn(body) ?? [], cursor: next_cursor || undefined };
}

/** Undefined when the answer holds no list at all. */
export function rowsIn(body: IDataObject): IDataObject[] | undefined {
	const lists = [body, body.data].filter(isObject).flatMap((part) => Object.values(part));
	return lists.find((value): value is IDataObject[] => Array.isArray(value));
}

/** Up to `limit` rows of a list. Each page names the next one. */
export function* pages(
	{ query, ...request }: ApiRequest,
	limit: number,
	largestPage = LARGEST_PAGE,
): Steps<IDataObject[]> {
	const all: IDataObject[] = [];
	const asked = new Set<unknown>();
	for (let cursor: Page['cursor']; all.length < limit && !asked.has(cursor);) {
		asked.add(cursor);
		const page = pageOf(
			yield* call({
				...request,
				query: { ...query, cursor, limit: Math.min(largestPage, limit) },
			}),
		);
		all.push(...page.rows);
		cursor = page.cursor;
	}
	return all.slice(0, limit);
}
