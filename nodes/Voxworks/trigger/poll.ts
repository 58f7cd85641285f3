/** Polls Voxworks for finished calls, at each interval and for a test. */
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import { RequestFailed } from '../../shared/operation/request';
import { toNodeApiError } from '../../shared/http/errors';
import { withoutError } from '../../shared/run/output';
import type { Send } from '../../shared/http/sender';
import { withSender } from '../../shared/http/sender';
import { isObject } from '../../shared/utils/guards';
import { voxworks } from '../api';
import type { Budget } from './calls';
import { readPollState, toStaticData } from './pollState';
import type { PollState } from './pollState';
import type { PollContext } from './pollWindow';
import { readLatestCall, readNewCalls } from './readNewCalls';
import { readSettings } from './settings';

/** Seconds to wait for a rate limit: longer than a limit per minute needs. */
const MAX_WAIT = 70;
/** The same for a test, while the user waits. */
const MAX_TEST_WAIT = 10;
/** n8n tells no poll when its workflow is switched off, so each poll ends by itself. */
const MAX_REQUESTS = 200;
/** Milliseconds after which a poll begins no request. */
const MAX_DURATION = 50_000;

const NOTHING_LOST = 'The next poll reads the same calls again, so none is lost.';

/** The workflow and node of each running poll. An entry leaves when its poll ends. */
const pollsInFlight = new Set<string>();

export async function poll(ctx: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (ctx.getMode() === 'manual') {
		return toItems(await withPollSender(ctx, MAX_TEST_WAIT, readLatestCall));
	}
	const key = JSON.stringify([ctx.getWorkflow().id, ctx.getNode().name]);
	// n8n starts the next poll even if the last one is still running
	if (pollsInFlight.has(key)) return null;
	pollsInFlight.add(key);
	try {
		return toItems(await pollOnce(ctx));
	} finally {
		pollsInFlight.delete(key);
	}
}

/**
 * Updates the static data at its very end, so that the next poll reads the same calls again if this one
 * throws. The state must not be kept anywhere else, because n8n discards the output of a poll that belongs
 * to an old version of the workflow.
 */
async function pollOnce(ctx: IPollFunctions): Promise<IDataObject[]> {
	const stored: unknown = ctx.getWorkflowStaticData('node');
	const staticData = isObject(stored) ? stored : {};
	const state = readState(ctx, stored);
	const result = await withPollSender(
		ctx,
		MAX_WAIT,
		async (send, context) => await readNewCalls(send, context, state),
	);
	if (!result) return [];
	for (const warning of result.warnings) warn(ctx, warning);
	Object.assign(staticData, toStaticData(result.state));
	return result.rows;
}

/** Returns undefined before the first poll. Begins anew if the static data is damaged, with a warning. */
function readState(ctx: IPollFunctions, stored: unknown): PollState | undefined {
	if (isObject(stored) && Object.keys(stored).length === 0) return undefined;
	const state = isObject(stored) ? readPollState(stored) : undefined;
	if (state) return state;
	warn(
		ctx,
		'found its stored data damaged and begins anew: calls that have ended meanwhile do not start the workflow',
	);
	return undefined;
}

function createBudget(): Budget {
	const end = Date.now() + MAX_DURATION;
	return { requests: MAX_REQUESTS, isTimeUp: () => Date.now() > end };
}

/** Throws the error that n8n shows if a request fails. */
async function withPollSender<T>(
	ctx: IPollFunctions,
	maxWaitSeconds: number,
	read: (send: Send, context: PollContext) => Promise<T>,
): Promise<T> {
	const settings = await readSettings(ctx);
	const options = { maxWaitSeconds, maxConcurrentRequests: voxworks.concurrency };
	try {
		return await withSender(ctx, voxworks, options, async (send, now) => {
			return await read(send, { settings, budget: createBudget(), now });
		});
	} catch (error) {
		throw error instanceof RequestFailed ? toPollError(ctx, error.failure) : error;
	}
}

function toPollError(ctx: IPollFunctions, failure: Failure): Error {
	const message = `Could not read the calls from Voxworks: ${failure.message}`;
	const description = `${adviceFor(failure)} ${NOTHING_LOST}`;
	return toNodeApiError(ctx.getNode(), { ...failure, message, description });
}

/** Avoids advice about items, and about Options > Request Timeout and the like, which the trigger does not have. */
function adviceFor({ httpCode = '', cause, description }: Failure): string {
	if (httpCode === '429') return RATE_LIMITED;
	if (cause === 'timeout') return 'Voxworks may be slow or down.';
	const isAboutItem =
		cause === 'status' && /^4/.test(httpCode) && !STATUSES_WITH_FITTING_ADVICE.has(httpCode);
	return isAboutItem ? 'Check the filters of the trigger and its credential.' : description;
}

const RATE_LIMITED =
	'Other workflows may use up the limit of this key. If this happens often, let them or the trigger send less often, or give the trigger Filters.';

/** The statuses whose advice fits a trigger too. */
const STATUSES_WITH_FITTING_ADVICE = new Set(['401', '403', '404', '405', '407']);

const warn = (ctx: IPollFunctions, what: string): void =>
	ctx.logger.warn(`${ctx.getNode().name} (Voxworks) ${what}`);

const toItems = (rows: IDataObject[]): INodeExecutionData[][] | null =>
	rows.length > 0 ? [rows.map((json) => ({ json: withoutError(json) }))] : null;
