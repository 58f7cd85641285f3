import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call } from '../../shared/operation/request';
import { isObject } from '../../shared/utils/guards';

/** Voxworks documents no largest page. */
export const MAX_PAGE_SIZE = 100;

export interface Page {
	rows: IDataObject[];
	/** Requests the next page; undefined on the last one. */
	cursor?: string;
}

/** Reads a page of a list. Only `meta.next_cursor` is documented, not the name of the property with the rows. */
export function pageOf(body: IDataObject): Page {
	const { next_cursor } = (body.meta ?? {}) as { next_cursor?: string | null };
	return { rows: findRows(body) ?? [], cursor: next_cursor || undefined };
}

/** Returns the first list in a response; undefined if it holds none. */
export function findRows(body: IDataObject): IDataObject[] | undefined {
	const lists = [body, body.data].filter(isObject).flatMap((part) => Object.values(part));
	return lists.find((value): value is IDataObject[] => Array.isArray(value));
}

/** Reads up to `limit` rows of a list, page by page. */
export function* readPages({ query, ...request }: ApiRequest, limit: number): Steps<IDataObject[]> {
	const rows: IDataObject[] = [];
	const requested = new Set<unknown>();
	for (let cursor: Page['cursor']; rows.length < limit && !requested.has(cursor);) {
		requested.add(cursor);
		const page = pageOf(
			yield* call({
				...request,
				query: { ...query, cursor, limit: Math.min(MAX_PAGE_SIZE, limit) },
			}),
		);
		rows.push(...page.rows);
		cursor = page.cursor;
	}
	return rows.slice(0, limit);
}
