/** Lets any part of a handler end it: `stand.ts` sends the answer. Refuse before anything is changed. */
import type { Answer } from './types';

export function refuse(answer: Answer): never {
	throw Object.assign(new Error('Refused'), { answer });
}

export function refusalOf(error: unknown): Answer | undefined {
	return error instanceof Error && 'answer' in error ? (error.answer as Answer) : undefined;
}
