/** Polls Voxworks for finished calls, at each interval and for a test. */
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
import { readCalls } from './calls';
import { findNewCalls, isPollState, nextState } from './pollWindow';
import type { CallResult, MissingResult } from './results';
import { addResults, isMissing } from './results';
import { readSettings } from './settings';

/** Seconds to wait for a rate limit: longer than a limit per minute needs. */
const MAX_WAIT = 70;
/** The same for a test, while the user waits. */
const MAX_TEST_WAIT = 10;

const advice = {
	404: 'Check the IDs in Filters: the record does not exist, or belongs to another team.',
};
const NOTHING_LOST = 'The next poll reads the same calls again, so none is lost.';

/** The workflow and node of each running poll. An entry leaves when its poll ends. */
const pollsInFlight = new Set<string>();

export async function poll(ctx: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (ctx.getMode() === 'manual') return toItems(await readSample(ctx));
	const key = JSON.stringify([ctx.getWorkflow().id, ctx.getNode().name]);
	// n8n starts the next poll even if the last one is still running
	if (pollsInFlight.has(key)) return null;
	pollsInFlight.add(key);
	try {
		return toItems(await readNewCalls(ctx));
	} finally {
		pollsInFlight.delete(key);
	}
}

/**
 * Updates the static data at its very end, so that the next poll reads the same calls again if this one
 * throws. The state must not be kept anywhere else, because n8n discards the output of a poll that belongs
 * to an old version of the workflow.
 */
async function readNewCalls(ctx: IPollFunctions): Promise<IDataObject[]> {
	const staticData = ctx.getWorkflowStaticData('node');
	const state = isPollState(staticData) ? { ...staticData } : undefined;
	const settings = readSettings(ctx);
	return await withPollSender(ctx, MAX_WAIT, async (send) => {
		const newCalls = await runStepsOrThrow(() => findNewCalls(settings, state), send, { advice });
		if (!newCalls) return [];
		const results = await addResults(send, settings, newCalls.finished);
		// A missing result is read again with a later poll, until the call is too old
		const isDeferred = (result: CallResult): result is MissingResult =>
			isMissing(result) && result.call.created >= newCalls.newest - settings.maxWait;
		const deferred = results.filter(isDeferred);
		const ready = results.filter((result) => !isDeferred(result));
		if (ready.length === 0 && deferred.length > 0) throw new RequestFailed(deferred[0].failure);

		warn(ctx, 'gave up on calls that were open for too long', newCalls.abandoned);
		warn(ctx, 'reads the results of these calls with a later poll', callsOf(deferred));
		warn(ctx, 'gave up on the results of these calls', callsOf(ready.filter(isMissing)));
		Object.assign(staticData, nextState(settings, newCalls, callsOf(deferred)));
		return ready.map((result) => (isMissing(result) ? result.call.json : result.json));
	});
}

/** Returns the newest finished call, for a test in the editor. */
async function readSample(ctx: IPollFunctions): Promise<IDataObject[]> {
	const settings = readSettings(ctx);
	return await withPollSender(ctx, MAX_TEST_WAIT, async (send) => {
		const isFinished = (call: Call) => call.isFinished;
		const calls = await runStepsOrThrow(
			() => readCalls(settings.query, (callsSoFar) => callsSoFar.some(isFinished)),
			send,
			{ advice },
		);
		const newestFirst = calls.filter(isFinished).sort((a, b) => b.created - a.created);
		const results = await addResults(send, settings, newestFirst.slice(0, 1));
		return results.map((result) => {
			if (isMissing(result)) throw new RequestFailed(result.failure);
			return result.json;
		});
	});
}

/** Throws the error that n8n shows if a request fails. */
async function withPollSender<T>(
	ctx: IPollFunctions,
	maxWaitSeconds: number,
	use: (send: Send) => Promise<T>,
): Promise<T> {
	const maxConcurrentRequests = voxworks.concurrency;
	try {
		return await withSender(ctx, voxworks, { maxWaitSeconds, maxConcurrentRequests }, use);
	} catch (error) {
		throw error instanceof RequestFailed ? toPollError(ctx, error.failure) : error;
	}
}

function toPollError(ctx: IPollFunctions, failure: Failure): Error {
	const message = `Could not read the calls from Voxworks: ${failure.message}`;
	const description = `${adviceFor(failure)} ${NOTHING_LOST}`;
	return toNodeApiError(ctx.getNode(), { ...failure, message, description });
}

/** Avoids advice about Options > Request Timeout and the like, which the trigger does not have. */
function adviceFor({ httpCode, cause, description }: Failure): string {
	if (httpCode === '429') return 'If this happens often, let the trigger poll less often.';
	return cause === 'timeout' ? 'Voxworks may be slow or down.' : description;
}

function warn(ctx: IPollFunctions, what: string, calls: Call[]): void {
	if (calls.length === 0) return;
	const ids = calls.map(({ id }) => id).join(', ');
	ctx.logger.warn(`${ctx.getNode().name} (Voxworks) ${what}: ${ids}`);
}

const callsOf = (results: CallResult[]): Call[] => results.map(({ call }) => call);

const toItems = (rows: IDataObject[]): INodeExecutionData[][] | null =>
	rows.length > 0 ? [rows.map((json) => ({ json: withoutError(json) }))] : null;
