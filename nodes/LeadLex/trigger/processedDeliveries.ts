import type { IExecuteFunctions } from 'n8n-workflow';

/** As many deliveries as are kept elsewhere, with two entries each. */
const MOST_RECORDED = 2_000;

/**
 * Whether another execution has begun with this delivery, as n8n's database has it. n8n runs the same
 * execution again when it was cut off.
 */
export async function isStartedByOtherWorker(ctx: IExecuteFunctions, id: string): Promise<boolean> {
	const own = `${id} ${ctx.getExecutionId()}`;
	const options = { mode: 'entries' as const, maxEntries: MOST_RECORDED };
	try {
		const { processed } = await ctx.helpers.checkProcessedAndRecord([id, own], 'node', options);
		return processed.includes(id) && !processed.includes(own);
	} catch {
		// Two workers that write the first entry at the same moment: none may be lost for that
		return false;
	}
}
