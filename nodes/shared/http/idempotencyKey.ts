import { createHash } from 'crypto';

import type { ApiRequest } from '../operation/request';

/** Returns a deterministic UUID derived from the record and the request. */
export function idempotencyKey({ method, path, body }: ApiRequest, record: string): string {
	const content = JSON.stringify([record, method, path, body]);
	const hex = createHash('sha256').update(content).digest('hex');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}
