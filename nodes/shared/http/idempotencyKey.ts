import { createHash } from 'crypto';

import type { ApiRequest } from '../operation/types';

/** The same for the same request of the same record, in the form of a UUID. */
export function idempotencyKey({ method, path, body }: ApiRequest, record: string): string {
	const content = JSON.stringify([record, method, path, body]);
	const hex = createHash('sha256').update(content).digest('hex');
	return [8, 4, 4, 4, 12]
		.map((length, at, lengths) => {
			const from = lengths.slice(0, at).reduce((sum, one) => sum + one, 0);
			return hex.slice(from, from + length);
		})
		.join('-');
}
