/**
 * Reads lists that come in pages. A list ends where the API says so, or where a page brings no new row, never by the
 * page size that was asked for, since a server may cap it. Each ID comes once.
 */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../utils/guards';
import type { ApiRequest, Steps } from './request';
import { call, callAll, RequestFailed } from './request';

/** How many pages are requested at once: it doubles with each portion, so that a wrong total costs little. */
const MIN_PORTION = 10;
const MAX_PORTION = 40;

/** A list whose pages are numbered from 1. */
export interface NumberedList {
	/** The provider as its users call it. */
	api: string;
	request(page: number): ApiRequest;
	rows(body: IDataObject): IDataObject[];
	/** Returns how many rows, or pages, the API says there are: any value, as it came. */
	total?(body: IDataObject): unknown;
	totalPages?(body: IDataObject): unknown;
}

/** Reads all rows if they take fewer than `maxPages` requests after the first page; returns undefined otherwise. */
export function* readListUnlessLong(
	list: NumberedList,
	maxPages: number,
): Steps<IDataObject[] | undefined> {
	const first = yield* call(list.request(1));
	const count = list.rows(first).length;
	const expected = new ExpectedSize(list, count);
	expected.update(first);
	const pages = count === 0 ? 0 : Math.ceil(expected.rows / count) - 1;
	return pages < maxPages ? yield* readNumberedPages(list, Infinity, first) : undefined;
}

/**
 * Reads up to `limit` rows. Once the first page has told the total, the other pages are requested in portions. Throws
 * RequestFailed if fewer rows come than the API says there are. `firstPage` is the first response, if it has come.
 */
export function* readNumberedPages(
	list: NumberedList,
	limit: number,
	firstPage?: IDataObject,
): Steps<IDataObject[]> {
	const unique = new UniqueRows();
	const first = firstPage ?? (yield* call(list.request(1)));
	const firstRows = list.rows(first);
	const expected = new ExpectedSize(list, firstRows.length);
	expected.update(first);
	let hasNewRows = unique.add(firstRows);
	for (let page = 2, portion = MIN_PORTION; hasNewRows;) {
		const count = expected.pagesAfter(
			page - 1,
			Math.min(limit, expected.rows) - unique.rows.length,
		);
		if (count <= 0 || unique.rows.length >= limit) break;
		const pages = Array.from({ length: Math.min(count, portion) }, (_, index) => page + index);
		for (const body of yield* callAll(pages.map((number) => list.request(number)))) {
			expected.update(body);
			hasNewRows = hasNewRows && unique.add(list.rows(body));
		}
		page += pages.length;
		portion = Math.min(2 * portion, MAX_PORTION);
	}
	if (unique.rows.length < Math.min(limit, expected.knownRows)) {
		throw incompleteList(list.api, expected.knownRows, unique.rows.length);
	}
	return unique.rows.slice(0, limit);
}

/** A list in which each page names the cursor of the next one. */
export interface CursorList {
	request(cursor: string | undefined): ApiRequest;
	rows(body: IDataObject): IDataObject[];
	/** Returns the cursor of the next page; undefined on the last one. */
	next(body: IDataObject): string | undefined;
}

/** Reads up to `limit` rows, page by page. */
export function* readCursorPages(list: CursorList, limit: number): Steps<IDataObject[]> {
	const unique = new UniqueRows();
	for (let cursor: string | undefined; ;) {
		const body = yield* call(list.request(cursor));
		const hasNewRows = unique.add(list.rows(body));
		cursor = list.next(body);
		if (!hasNewRows || cursor === undefined || unique.rows.length >= limit) break;
	}
	return unique.rows.slice(0, limit);
}

/**
 * Returns the rows of a list as objects, without those that are null. Throws RequestFailed if there is no list, because
 * an empty list would be taken for the truth.
 */
export function rowsOf(api: string, documented: unknown, ...containers: unknown[]): IDataObject[] {
	const rows = findList(documented, ...containers);
	if (rows) return toRows(rows);
	throw new RequestFailed({
		message: `${api} answered with something other than a list`,
		description: 'Try again later.',
		cause: 'status',
	});
}

/** Returns the documented array or, if that is missing, the array of `containers` whose objects hold an ID. */
export const findList = (documented: unknown, ...containers: unknown[]): unknown[] | undefined =>
	Array.isArray(documented)
		? (documented as unknown[])
		: arraysIn(containers).find((array) => array.some(hasId));

/** Returns the arrays among the properties of objects, or among `containers` themselves. */
export const arraysIn = (containers: unknown[]): unknown[][] =>
	containers
		.flatMap((container) => (isObject(container) ? Object.values(container) : [container]))
		.filter((value): value is unknown[] => Array.isArray(value));

const toRows = (values: unknown[]): IDataObject[] =>
	values
		.filter((value) => value !== null && value !== undefined)
		.map((value) => (isObject(value) ? value : { value: value }));

const hasId = (value: unknown): boolean =>
	isObject(value) && Object.keys(value).some((key) => key === 'id' || key.endsWith('_id'));

/** The rows of all pages, each ID once. */
class UniqueRows {
	readonly rows: IDataObject[] = [];
	private readonly ids = new Set<string>();
	private readonly pagesWithoutIds = new Set<string>();

	/** Adds the rows of a page. Returns whether one of them was new. */
	add(page: IDataObject[]): boolean {
		const before = this.rows.length;
		const withoutIds = page.filter(({ id }) => !isId(id));
		const isRepeated = withoutIds.length > 0 && this.isRepeated(withoutIds);
		for (const row of page) {
			if (isId(row.id) ? this.ids.has(String(row.id)) : isRepeated) continue;
			if (isId(row.id)) this.ids.add(String(row.id));
			this.rows.push(row);
		}
		return this.rows.length > before;
	}

	/** Rows without an ID may be equal, so that only a page that came before as a whole is a repetition. */
	private isRepeated(rows: IDataObject[]): boolean {
		const text = JSON.stringify(rows);
		const isRepeated = this.pagesWithoutIds.has(text);
		this.pagesWithoutIds.add(text);
		return isRepeated;
	}
}

const isId = (id: unknown): id is string | number =>
	(typeof id === 'string' && id !== '') || typeof id === 'number';

/** What the API says about the size of a list. A size that cannot be true counts as unknown. */
class ExpectedSize {
	private total: number | undefined;
	private totalPages: number | undefined;

	constructor(
		private readonly list: NumberedList,
		/** The rows of the first page. The API may return fewer than it was asked for. */
		private readonly pageSize: number,
	) {}

	/** The smallest size counts, because rows may be added while the list is read. */
	update(body: IDataObject): void {
		this.total = smallest(this.total, countOf(this.list.total?.(body)));
		this.totalPages = smallest(this.totalPages, countOf(this.list.totalPages?.(body)));
		if (this.total !== undefined && this.total < this.pageSize) this.total = undefined;
	}

	/** Infinity if it is unknown. */
	get rows(): number {
		return this.total ?? Infinity;
	}

	/** How many rows must come; 0 if it is unknown. */
	get knownRows(): number {
		return this.total ?? 0;
	}

	/** How many pages hold the missing rows. Without a total, one more page is worth a request. */
	pagesAfter(page: number, missingRows: number): number {
		if (this.totalPages !== undefined) {
			return Math.min(this.totalPages - page, Math.ceil(missingRows / this.pageSize));
		}
		return this.total === undefined ? 1 : Math.ceil(missingRows / this.pageSize);
	}
}

const countOf = (value: unknown): number | undefined =>
	Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;

const smallest = (a: number | undefined, b: number | undefined): number | undefined =>
	a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

const incompleteList = (api: string, total: number, count: number) =>
	new RequestFailed({
		message: `${api} says that the list has ${total} rows but returned ${count}`,
		description:
			'The list is incomplete, so none of it is returned. Try again later, or set Limit to a smaller number.',
		cause: 'status',
	});
