import type { ProviderKey } from '../../mockServers';
import type { Conditions } from '../measure';
import type { Variant } from '../variants';

/** One job, and the variants to do it that are compared. */
export interface Case {
	/** The heading in docs/benchmarks.md. `--only` selects by it. */
	title: string;
	provider: ProviderKey;
	items: object[];
	/** The number of records, if it is not the number of items. */
	recordCount?: number;
	/**
	 * How many executions start at the same moment, 1 by default. The time of several is that from the
	 * first start to the last end.
	 */
	simultaneousRuns?: number;
	conditions: Conditions;
	variants: Variant[];
	/** The HTTP Request node with this batch size. The fastest of several is measured as its best setting. */
	tunedVariant?: (batchSize: number) => Variant;
	/** Starts n8n anew for each run, so that its memory use is that of this run. */
	freshN8n?: boolean;
	/** Measures one run instead of several, since it takes minutes. */
	runsOnce?: boolean;
}

export const MINUTE = 60_000;

export const BEST_SETTING = 'HTTP Request, best setting found';

export function describeConditions({ delayMs = 0, limit }: Conditions): string {
	if (!limit) return `server answers in ${delayMs} ms`;
	const [{ requests, perMs }] = [limit].flat();
	return `${requests} requests a ${perMs === MINUTE ? 'minute' : 'second'} allowed`;
}
