/** How Voxworks answers. */
import { refuse } from '../server/abort';
import type { Answer } from '../server/types';

export function success(fields: object, status = 200): Answer {
	return { status, body: { success: true, ...fields } };
}

export function failure(status: number, message: string): Answer {
	return { status, body: { success: false, message } };
}

/** The record, or else the call ends with a 404. */
export function find<R>(rows: Map<string, R>, id: unknown, what: string): R {
	return rows.get(String(id)) ?? refuse(failure(404, `${what} not found`));
}
