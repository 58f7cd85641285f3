/** Which deliveries have been taken, so that each starts one execution. */

/** In n8n's database, where they are read with each delivery: some 40 KB. */
const MOST_KEPT = 1_000;
/** In this process. */
const MOST_REMEMBERED = 10_000;

/** The answer that n8n gives to a delivery, as far as it has come: Node's `ServerResponse`. */
export interface Answer {
	readonly writableEnded: boolean;
	readonly statusCode: number;
	once?(event: 'close', listener: () => void): unknown;
}

export type Verdict = 'new' | 'known' | 'underWay';

export interface Seen {
	/** Of deliveries whose executions have begun, the latest last. Always the same list. */
	readonly begun: string[];
	/** Decides on a delivery. A new one counts as taken unless its answer turns out to be a refusal. */
	take(id: string, answer: Answer, kept?: string[]): Verdict;
	/** Notes that the execution of a delivery has begun, and those that are kept. */
	begin(id: string, kept?: string[]): void;
}

export function createSeen(): Seen {
	const begun: string[] = [];
	const known = new Set<string>();
	const taken = new Map<string, Answer>();

	function note(id: string): void {
		if (known.has(id)) return;
		known.add(id);
		begun.push(id);
		if (begun.length > MOST_KEPT) begun.shift();
		if (known.size > MOST_REMEMBERED) known.delete(oldestOf(known));
	}

	function take(id: string, answer: Answer, kept: string[] = []): Verdict {
		if (known.has(id) || kept.includes(id)) return 'known';
		const first = taken.get(id);
		if (first && !first.writableEnded) return 'underWay';
		// n8n could not store the other one, so this one is as good as the first
		if (first && first.statusCode < 300) return 'known';
		taken.set(id, answer);
		answer.once?.('close', () => {
			const { writableEnded, statusCode } = answer;
			// Nothing of the connection is to be held
			if (writableEnded && taken.get(id) === answer) taken.set(id, { writableEnded, statusCode });
		});
		if (taken.size > MOST_REMEMBERED) taken.delete(oldestOf(taken));
		return 'new';
	}

	return {
		begun,
		take,
		begin(id, kept = []) {
			kept.forEach(note);
			note(id);
		},
	};
}

/** Sets and maps keep the order in which things came. */
const oldestOf = (ids: Set<string> | Map<string, unknown>) => ids.keys().next().value!;
