/** Responses in the form of LeadLex. */
import { abortWith } from '../server/abort';
import { pageOf } from '../crud/store';
import type { MockResponse } from '../server/types';

export function ok(data: unknown): MockResponse {
	return { status: 200, body: { data } };
}

export function error(
	status: number,
	code: string,
	message: string,
	details?: object,
): MockResponse {
	return { status, body: { error: { code, message, ...(details && { details }) } } };
}

/** Returns one page of a list. */
export function page<R>(
	name: string,
	rows: R[],
	query: Record<string, unknown>,
	show: (row: R) => object,
	defaultSize?: number,
): MockResponse {
	const { page: shown, meta } = pageOf(rows, query, defaultSize);
	return { status: 200, body: { data: { [name]: shown.map(show) }, meta } };
}

/** Returns the record, or aborts with a 404. */
export function find<R>(rows: Map<string, R>, id: unknown, what: string, code = 'not_found'): R {
	return rows.get(String(id)) ?? abortWith(error(404, code, `${what} not found`));
}

export function invalid(message: string, details?: object, code = 'validation_error'): never {
	return abortWith(error(400, code, message, details));
}
