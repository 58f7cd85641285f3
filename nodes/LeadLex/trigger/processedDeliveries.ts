import type { IExecuteFunctions } from 'n8n-workflow';

/** Two entries for each of the last 1,000 deliveries. */
const MAX_ENTRIES = 2_000;

/**
 * Whether another execution was started by this delivery, according to n8n's database. An execution that
 * n8n runs again after a crash finds its own entry and goes on.
 */
export async function isStartedByOtherWorker(ctx: IExecuteFunctions, id: string): Promise<boolean> {
	const ownEntry = `${id} ${ctx.getExecutionId()}`;
	const options = { mode: 'entries' as const, maxEntries: MAX_ENTRIES };
	try {
		const { processed } = await ctx.helpers.checkProcessedAndRecord(
			[id, ownEntry],
			'node',
			options,
		);
		return processed.includes(id) && !processed.includes(ownEntry);
	} catch {
		// Two workers that write the first entry at the same time conflict: that must lose no delivery
		return false;
	}
}
