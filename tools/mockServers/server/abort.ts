/** Lets any part of a handler end it: `stand.ts` sends the answer. Refuse before anything is changed. */
import type { MockResponse } from './types';

export function abortWith(answer: MockResponse): never {
	throw Object.assign(new Error('Refused'), { answer });
}

export function abortedWith(error: unknown): MockResponse | undefined {
	return error instanceof Error && 'answer' in error ? (error.answer as MockResponse) : undefined;
}
