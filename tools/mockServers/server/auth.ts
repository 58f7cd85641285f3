/** What providers check about a request before they act. */
import type { RecordedRequest } from './types';

/** Whether the request reads only. */
export function isSafe(request: RecordedRequest): boolean {
	return request.method === 'GET' || request.method === 'HEAD';
}

export function bearerToken(request: RecordedRequest): string | undefined {
	return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * Whether `sent` is this key, also with a suffix such as `~1`. The suffix gives one mock server many
 * keys, so that a test does not meet the throttle of another test's key.
 */
export const isKey = (sent: string | undefined, key: string) => sent?.split('~')[0] === key;
