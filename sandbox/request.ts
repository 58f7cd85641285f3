/** What a provider asks of a request before it acts on it. */
import type { RecordedRequest } from './types';

export function isRead(request: RecordedRequest): boolean {
	return request.method === 'GET' || request.method === 'HEAD';
}

export function bearerToken(request: RecordedRequest): string | undefined {
	return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
}
