/** The IDs in n8n's database, some 40 KB. n8n reads them with each delivery. */
const MAX_STORED = 1_000;
/** The IDs in this process. */
const MAX_IN_MEMORY = 10_000;

/** The response that n8n gives to a delivery, as far as it has been sent: Node's `ServerResponse`. */
export interface DeliveryResponse {
	readonly writableEnded: boolean;
	readonly statusCode: number;
	once?(event: 'close', listener: () => void): unknown;
}

export type Verdict = 'new' | 'duplicate' | 'inProgress';

/** Recognises deliveries that were received before, so that each one starts one execution. */
export class Deduplicator {
	/** The IDs of the latest deliveries whose executions have started, the newest last. Always the same array. */
	readonly stored: string[] = [];
	/** Sets and maps keep their insertion order. */
	private readonly confirmed = new Set<string>();
	private readonly claims = new Map<string, DeliveryResponse>();

	/** Decides on a delivery. A new one counts as received unless n8n responds with an error. */
	claim(id: string, response: DeliveryResponse, storedIds: string[] = []): Verdict {
		if (this.confirmed.has(id) || storedIds.includes(id)) return 'duplicate';
		const first = this.claims.get(id);
		if (first && !first.writableEnded) return 'inProgress';
		// After an error, n8n has not stored the first delivery: the next one replaces it
		if (first && first.statusCode < 300) return 'duplicate';
		this.claims.set(id, response);
		response.once?.('close', () => this.releaseConnection(id, response));
		this.deleteOldestClaim();
		return 'new';
	}

	/** Whether this process has received a delivery. */
	hasReceived(id: string): boolean {
		return this.claims.has(id);
	}

	/** Records that the execution of a delivery has started, and takes over the IDs that n8n has stored. */
	confirm(id: string, storedIds?: string[]): void {
		this.addStored(storedIds);
		this.add(id);
	}

	/** Takes over the IDs that n8n has stored. */
	addStored(storedIds: string[] = []): void {
		for (const id of storedIds) this.add(id);
	}

	private add(id: string): void {
		if (this.confirmed.has(id)) return;
		this.confirmed.add(id);
		this.stored.push(id);
		if (this.stored.length > MAX_STORED) this.stored.shift();
		if (this.confirmed.size > MAX_IN_MEMORY) {
			const [oldest] = this.confirmed;
			this.confirmed.delete(oldest);
		}
	}

	/** Keeps the claims that n8n has not responded to yet: a copy of such a delivery would start a second execution. */
	private deleteOldestClaim(): void {
		if (this.claims.size <= MAX_IN_MEMORY) return;
		for (const [id, { writableEnded }] of this.claims) {
			if (!writableEnded) continue;
			this.claims.delete(id);
			return;
		}
	}

	/** Keeps only the status of a response, so that its connection can be garbage-collected. */
	private releaseConnection(id: string, response: DeliveryResponse): void {
		const { writableEnded, statusCode } = response;
		if (writableEnded && this.claims.get(id) === response) {
			this.claims.set(id, { writableEnded, statusCode });
		}
	}
}
