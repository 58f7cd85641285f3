/** What n8n calls to ask for news, at each interval and for a test. */
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import { RequestFailed } from '../../shared/operation/request';
import { toNodeApiError } from '../../shared/http/errors';
import { withoutError } from '../../shared/run/output';
import type { Send } from '../../shared/http/sender';
import { withSender } from '../../shared/http/sender';
import { runStepsOrThrow } from '../../shared/http/runSteps';
import { voxworks } from '../api';
import type { Call } from './calls';
import { listed } from './calls';
import type { Told, Untold } from './results';
import { isUntold, withResult } from './results';
import type { Settings } from './settings';
import { settingsOf } from './settings';
import type { Kept } from './pollWindow';
import { keptAfter, lookFor } from './pollWindow';

/** Seconds. A poll outlasts a limit per minute; whoever waits for a test would not. */
const LONGEST_WAIT = 70;
const LONGEST_TEST_WAIT = 10;

const advice = {
	404: 'Check the IDs in Filters: the record does not exist, or belongs to another team.',
};
const NOTHING_LOST = 'The next poll reads the same calls again, so none is lost.';

/** By workflow and node. */
const underWay = new Set<string>();

export async function poll(ctx: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (ctx.getMode() === 'manual') return await show(ctx);
	const key = JSON.stringify([ctx.getWorkflow().id, ctx.getNode().name]);
	// n8n does not wait for a poll to end before it begins the next one
	if (underWay.has(key)) return null;
	underWay.add(key);
	try {
		return itemsOf(await pollOnce(ctx));
	} finally {
		underWay.delete(key);
	}
}

/**
 * Changes what is kept at its very end: whatever is thrown before, the next poll sees the same. Nothing
 * is kept beside n8n's static data, since n8n drops what a poll of a superseded version gives out.
 */
async function pollOnce(ctx: IPollFunctions): Promise<IDataObject[]> {
	const stored = ctx.getWorkflowStaticData('node');
	const kept = 'of' in stored ? ({ ...stored } as unknown as Kept) : undefined;
	const settings = settingsOf(ctx);
	return await sendFor(ctx, LONGEST_WAIT, async (send) => {
		const found = await runStepsOrThrow(() => lookFor(settings, kept), send, { advice });
		if (!found) return [];
		const told = await addResults(send, settings, found.over);
		const isForLater = (one: Told): one is Untold =>
			isUntold(one) && one.call.created >= found.newest - settings.longest;
		const later = told.filter(isForLater);
		const now = told.filter((one) => !isForLater(one));
		if (now.length === 0 && later.length > 0) throw new RequestFailed(later[0].failure);

		warn(ctx, 'gave up on calls that were open for too long', found.givenUp);
		warn(ctx, 'reads the results of these calls with a later poll', callsOf(later));
		warn(ctx, 'gave up on the results of these calls', callsOf(now.filter(isUntold)));
		Object.assign(stored, keptAfter(settings, found, callsOf(later)));
		return now.map((one) => (isUntold(one) ? one.call.json : one.json));
	});
}

/** For a test: the finished call that was made last. */
async function show(ctx: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = settingsOf(ctx);
	return await sendFor(ctx, LONGEST_TEST_WAIT, async (send) => {
		const isOver = (call: Call) => call.isOver;
		const calls = await runStepsOrThrow(
			() => listed(settings.query, (some) => some.some(isOver)),
			send,
			{ advice },
		);
		const [last] = calls.filter(isOver).sort((one, other) => other.created - one.created);
		const [told] = await addResults(send, settings, last ? [last] : []);
		if (told && isUntold(told)) throw new RequestFailed(told.failure);
		return itemsOf(told ? [told.json] : []);
	});
}

const sendFor = async <T>(
	ctx: IPollFunctions,
	maxWaitSeconds: number,
	use: (send: Send) => Promise<T>,
): Promise<T> => {
	const maxConcurrentRequests = voxworks.concurrency;
	try {
		return await withSender(ctx, voxworks, { maxWaitSeconds, maxConcurrentRequests }, use);
	} catch (error) {
		throw error instanceof RequestFailed ? toPollError(ctx, error.failure) : error;
	}
};

const addResults = async (
	send: Send,
	{ includeResult }: Settings,
	calls: Call[],
): Promise<Told[]> =>
	await Promise.all(
		calls.map(async (call) =>
			includeResult ? await withResult(send, call) : { call, json: call.json },
		),
	);

function toPollError(ctx: IPollFunctions, failure: Failure): Error {
	const message = `Could not read the calls from Voxworks: ${failure.message}`;
	const description = `${adviceOn(failure)} ${NOTHING_LOST}`;
	return toNodeApiError(ctx.getNode(), { ...failure, message, description });
}

/** A poll has no options for its pace. */
function adviceOn({ httpCode, cause, description }: Failure): string {
	if (httpCode === '429') return 'If this happens often, let the trigger poll less often.';
	return cause === 'timeout' ? 'Voxworks may be slow or down.' : description;
}

function warn(ctx: IPollFunctions, what: string, calls: Call[]): void {
	if (calls.length === 0) return;
	const ids = calls.map(({ id }) => id).join(', ');
	ctx.logger.warn(`${ctx.getNode().name} (Voxworks) ${what}: ${ids}`);
}

const callsOf = (told: Told[]): Call[] => told.map(({ call }) => call);

const itemsOf = (rows: IDataObject[]): INodeExecutionData[][] | null =>
	rows.length > 0 ? [rows.map((json) => ({ json: withoutError(json) }))] : null;
