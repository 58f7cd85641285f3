import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../operation/api';
import type { Failure } from '../operation/outcome';
import type { CallResult, PausingSteps, Steps } from '../operation/request';
import { RequestFailed } from '../operation/request';
import { failureFromError, toNodeApiError } from './errors';
import { isSafe } from './failures';
import type { Send, SendOptions, Sender } from './sender';
import { withSender } from './sender';
import type { Context } from './transport';

type Skipped = { skipped: true };

/** The result of running a job's steps. `wrote` says whether they wrote something, or may have. */
export type StepsResult<T = unknown> =
	{ value: T; wrote: boolean } | { failure: Failure; wrote: boolean } | Skipped;

/** The statuses of a request that was refused for its values: bad, too large, or not processable. */
const REFUSED_VALUES = ['400', '413', '422'];

/** Whether the API refused the values that were sent and wrote nothing, so that others may still be accepted. */
export const areValuesRefused = (result: StepsResult): boolean =>
	'failure' in result &&
	!result.wrote &&
	!result.failure.inDoubt &&
	REFUSED_VALUES.includes(result.failure.httpCode ?? '');

export interface StepsOptions extends SendOptions {
	/** Waits for the steps that pause. */
	pause?: Sender['pause'];
}

/** Sends the requests that the steps yield. Never throws: an error thrown by the steps becomes the failure. */
export async function runSteps<T>(
	steps: () => PausingSteps<T>,
	send: Send,
	{ pause, ...options }: StepsOptions,
): Promise<StepsResult<T>> {
	let wrote = false;
	// A job that has written something is never skipped halfway
	const shouldSend = () => wrote || (options.shouldSend?.() ?? true);
	try {
		const running = steps();
		for (let step = running.next(); ;) {
			if (step.done) return { value: step.value, wrote };
			const requests = step.value;
			if ('milliseconds' in requests) {
				const failure = await pause?.(requests.milliseconds);
				step = failure ? running.throw(new RequestFailed(failure)) : running.next([]);
				continue;
			}
			const results = await Promise.all(
				requests.map(async (request) => await send(request, { ...options, shouldSend })),
			);
			if (results.some((result) => 'skipped' in result)) return { skipped: true };
			const failures = results.flatMap((result) => ('failure' in result ? result.failure : []));
			// A write in doubt may have been carried out
			wrote ||= failures.some(({ inDoubt }) => inDoubt !== undefined);
			if (failures.length > 0) {
				step = running.throw(new RequestFailed(failures[0], results as CallResult[]));
				continue;
			}
			wrote ||= requests.some((request) => !isSafe(request));
			step = running.next(results.map((result) => (result as { body: IDataObject }).body));
		}
	} catch (error) {
		const failure = failureFromError(error);
		if (!wrote) return { failure, wrote };
		// A part of the job is done, so nothing of it may be sent again
		return { failure: { ...failure, inDoubt: failure.inDoubt ?? 'doNotRetry' }, wrote };
	}
}

/** Runs steps outside of a run, where nothing is skipped. Throws RequestFailed. */
export async function runStepsOrThrow<T>(
	steps: () => Steps<T>,
	send: Send,
	options: Omit<SendOptions, 'shouldSend'> = {},
): Promise<T> {
	const result = (await runSteps(steps, send, options)) as Exclude<StepsResult<T>, Skipped>;
	if ('failure' in result) throw new RequestFailed(result.failure);
	return result.value;
}

/** Runs steps that only read, outside of a run. Throws the error that n8n shows. */
export async function readOutsideRun<T>(
	ctx: Context,
	api: Api,
	options: { maxWaitSeconds: number },
	steps: () => Steps<T>,
): Promise<T> {
	try {
		return await withSender(ctx, api, options, async (send) => await runStepsOrThrow(steps, send));
	} catch (error) {
		throw error instanceof RequestFailed
			? toNodeApiError(ctx.getNode(), failureFromError(error))
			: error;
	}
}
