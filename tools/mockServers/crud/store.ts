/** Records in memory: how lists of them are filtered and paged. */

export interface Row {
	id: string;
	[field: string]: unknown;
}

/** Rows by ID, in order of creation. */
export type Rows = Map<string, Row>;

/** The fields that the filter `search` is applied to. */
const SEARCH_FIELDS = ['name', 'title', 'full_name', 'email', 'content', 'description'];

/** The times that a bound is applied to if its name does not say which. The first one in the record counts. */
const TIME_FIELDS = [
	'timestamp',
	'start_time',
	'sent_at',
	'last_message_at',
	'triggered_at',
	'delivered_at',
	'created_date',
	'created_at',
];

const LOWER_BOUND = /^(?:(created|updated)_)?(?:after|from_date|since)$/;
const UPPER_BOUND = /^(?:(created|updated)_)?(?:before|to_date)$/;

/**
 * Returns whether a record passes a filter. `created_after` and alike are bounds in time, `search` is
 * part of a text, and any other filter equals the field of its name or is in the list in that field.
 */
export function passes(row: Row, filter: string, expected: unknown): boolean {
	if (filter === 'search') return includes(row, SEARCH_FIELDS, String(expected));
	const lower = LOWER_BOUND.exec(filter);
	if (lower) return timeOf(row, lower[1]) >= Date.parse(String(expected));
	const upper = UPPER_BOUND.exec(filter);
	if (upper) return timeOf(row, upper[1]) <= Date.parse(String(expected));
	// The filter `tag` is applied to `tags`, `contact_id` to `contact_ids`
	const value = row[filter] ?? row[`${filter}s`];
	if (!Array.isArray(value)) return String(value ?? '') === String(expected);
	return [expected].flat().every((item) => value.includes(item));
}

function timeOf(row: Row, kind?: string): number {
	const names = kind ? [`${kind}_date`, `${kind}_at`] : TIME_FIELDS;
	const name = names.find((field) => row[field]);
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

/** Returns one page. The contract has already rejected pages that are too large. */
export function pageOf<R>(rows: R[], query: Record<string, unknown>, defaultSize = 50): Page<R> {
	const number = Math.max(1, Number(query.page ?? 1));
	const size = Math.max(1, Number(query.per_page ?? defaultSize));
	const start = (number - 1) * size;
	return {
		page: rows.slice(start, start + size),
		meta: { page: number, per_page: size, total: rows.length },
	};
}

/** Returns the fields with these names, as far as they are set. */
export function pick(row: object, names: string[]): Record<string, unknown> {
	const values = row as Record<string, unknown>;
	const set = names.filter((name) => values[name] !== undefined);
	return Object.fromEntries(set.map((name) => [name, values[name]]));
}
