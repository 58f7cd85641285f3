/** Records in memory, and how a list of them is filtered and paged. */

export interface Row {
	id: string;
	[field: string]: unknown;
}

/** By ID, in the order in which they were created. */
export type Rows = Map<string, Row>;

/** What the pages call a search looks at these. */
const SEARCHED = ['name', 'title', 'full_name', 'email', 'content', 'description'];

/** Which time of a record a bound is for, unless its name says so. */
const OWN_TIMES = [
	...['timestamp', 'start_time', 'sent_at', 'last_message_at', 'triggered_at', 'delivered_at'],
	...['created_date', 'created_at'],
];

const LOWER_BOUND = /^(?:(created|updated)_)?(?:after|from_date|since)$/;
const UPPER_BOUND = /^(?:(created|updated)_)?(?:before|to_date)$/;

/**
 * Does a record pass a filter? `created_after` and alike are bounds in time, `search` is part of a
 * text, and everything else is equal to the field of that name, or in the list that the field holds.
 */
export function passes(row: Row, filter: string, wanted: unknown): boolean {
	if (filter === 'search') return includes(row, SEARCHED, String(wanted));
	const lower = LOWER_BOUND.exec(filter);
	if (lower) return timeOf(row, lower[1]) >= Date.parse(String(wanted));
	const upper = UPPER_BOUND.exec(filter);
	if (upper) return timeOf(row, upper[1]) <= Date.parse(String(wanted));
	// Several tags are filtered by `tag`, several contacts by `contact_id`
	const value = row[filter] ?? row[`${filter}s`];
	if (!Array.isArray(value)) return String(value ?? '') === String(wanted);
	return [wanted].flat().every((one) => value.includes(one));
}

function timeOf(row: Row, kind?: string): number {
	const names = kind ? [`${kind}_date`, `${kind}_at`] : OWN_TIMES;
	const name = names.find((one) => row[one]);
	return name === undefined ? NaN : Date.parse(String(row[name]));
}

export function includes(row: object, fields: string[], search: string): boolean {
	const values = row as Record<string, unknown>;
	const text = search.toLowerCase();
	return fields.some((field) => {
		const value = values[field];
		return typeof value === 'string' && value.toLowerCase().includes(text);
	});
}

export interface Page<R> {
	page: R[];
	meta: { page: number; per_page: number; total: number };
}

/** The contract has already refused more rows a page than are allowed. */
export function pageOf<R>(rows: R[], query: Record<string, unknown>, usual = 50): Page<R> {
	const number = Math.max(1, Number(query.page ?? 1));
	const size = Math.max(1, Number(query.per_page ?? usual));
	const start = (number - 1) * size;
	return {
		page: rows.slice(start, start + size),
		meta: { page: number, per_page: size, total: rows.length },
	};
}

/** The fields of a record that are named. */
export function pick(row: object, names: string[]): Record<string, unknown> {
	const values = row as Record<string, unknown>;
	const kept = names.filter((name) => values[name] !== undefined);
	return Object.fromEntries(kept.map((name) => [name, values[name]]));
}
