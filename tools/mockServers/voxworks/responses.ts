/** Responses in the form of Voxworks. */
import { abortWith } from '../server/abort';
import type { MockResponse } from '../server/types';

export function success(fields: object, status = 200): MockResponse {
	return { status, body: { success: true, ...fields } };
}

export function failure(status: number, message: string): MockResponse {
	return { status, body: { success: false, message } };
}

/** Returns the record, or aborts with a 404. */
export function find<R>(rows: Map<string, R>, id: unknown, what: string): R {
	return rows.get(String(id)) ?? abortWith(failure(404, `${what} not found`));
}
