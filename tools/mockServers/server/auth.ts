/** What a provider asks of a request before it acts on it. */
import type { RecordedRequest } from './types';

export function isSafe(request: RecordedRequest): boolean {
	return request.method === 'GET' || request.method === 'HEAD';
}

export function bearerToken(request: RecordedRequest): string | undefined {
	return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Whether it is this key, or this key with `~` and something behind it: many keys for one sandbox, so
 * that what n8n nodes have learned of one key's limit is not known of another.
 */
export const isKey = (sent: string | undefined, key: string) => sent?.split('~')[0] === key;
