/** Responses in the form of SprintHub. */
import { abortWith } from '../server/abort';
import type { MockResponse } from '../server/types';

export function ok(body: unknown): MockResponse {
	return { status: 200, body };
}

export function failure(status: number, error: string): MockResponse {
	return { status, body: { error } };
}

/** Returns an error in the other documented form, which rejected records get. */
export function message(status: number, msg: string): MockResponse {
	return { status, body: { msg } };
}

export function find<R>(rows: Map<number, R>, id: unknown, what: string): R {
	return rows.get(Number(id)) ?? abortWith(message(404, `${what} não encontrado`));
}

export function nextId(taken: Map<number, unknown>, first: number): number {
	let id = first + taken.size;
	while (taken.has(id)) id += 1;
	return id;
}
