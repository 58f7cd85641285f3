import { describe, expect, test } from '@jest/globals';

import type { ApiRequest, PausingSteps, Steps } from '../../../nodes/shared/operation/request';
import {
	call,
	callAll,
	callAllOrFailures,
	pause,
	RequestFailed,
} from '../../../nodes/shared/operation/request';
import { cancelledFailure } from '../../../nodes/shared/http/messages';
import type { SendResult } from '../../../nodes/shared/http/sender';
import { runSteps } from '../../../nodes/shared/http/runSteps';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const post = (path: string): ApiRequest => ({ method: 'POST', path });

/** Returns a `send` that responds by path, and the paths in the order of the requests. */
function fakeApi(responses: Record<string, SendResult>) {
	const sent: string[] = [];
	const send = ({ path }: ApiRequest): Promise<SendResult> => {
		sent.push(path);
		return Promise.resolve(responses[path] ?? { body: { path } });
	};
	return { sent, send };
}

const rejected = { failure: { message: 'No', description: 'Do that', httpCode: '404' } };
const inDoubt = {
	failure: { message: 'Lost', description: 'Look', inDoubt: 'doNotRetry' as const },
};

function* searchAndWrite(): Steps<unknown> {
	const matches = yield* call(get('/search'));
	const record = yield* call(post('/write'));
	return [matches, record];
}

describe('runSteps', () => {
	test('sends one request after another and returns the value of the steps', async () => {
		const { send, sent } = fakeApi({});
		expect(await runSteps(searchAndWrite, send, {})).toMatchObject({
			value: [{ path: '/search' }, { path: '/write' }],
			wrote: true,
		});
		expect(sent).toEqual(['/search', '/write']);
	});

	test('sends requests in parallel that are yielded together', async () => {
		const { send } = fakeApi({});
		const steps = function* (): Steps<unknown> {
			return yield* callAll([get('/1'), get('/2')]);
		};
		expect(await runSteps(steps, send, {})).toMatchObject({
			value: [{ path: '/1' }, { path: '/2' }],
			wrote: false,
		});
	});

	test('ends with the failure of the first request that fails', async () => {
		const { send, sent } = fakeApi({ '/search': rejected });
		expect(await runSteps(searchAndWrite, send, {})).toEqual({ ...rejected, wrote: false });
		expect(sent).toEqual(['/search']);
	});

	test('reports a write in doubt', async () => {
		const { send } = fakeApi({ '/write': inDoubt });
		expect(await runSteps(searchAndWrite, send, {})).toMatchObject({ ...inDoubt, wrote: true });
	});

	test('lets steps catch a failure and continue', async () => {
		const { send } = fakeApi({ '/search': rejected });
		const steps = function* (): Steps<unknown> {
			try {
				return yield* call(get('/search'));
			} catch (error) {
				return (error as RequestFailed).failure.httpCode;
			}
		};
		expect(await runSteps(steps, send, {})).toMatchObject({ value: '404' });
	});

	test('reports an error of the steps after a write as in doubt, with its message', async () => {
		const { send } = fakeApi({ '/second': rejected });
		const steps = function* (): Steps<unknown> {
			yield* call(post('/first'));
			try {
				return yield* call(post('/second'));
			} catch {
				throw new Error('The record is there, but not linked');
			}
		};
		expect(await runSteps(steps, send, {})).toMatchObject({
			failure: { message: 'The record is there, but not linked', inDoubt: 'doNotRetry' },
			wrote: true,
		});
	});

	test('asks shouldSend only before the first write', async () => {
		let isWanted = true;
		const results: boolean[] = [];
		const send = (
			_: ApiRequest,
			options: { shouldSend?: () => boolean } = {},
		): Promise<SendResult> => {
			results.push(options.shouldSend!());
			isWanted = false;
			return Promise.resolve({ body: {} });
		};
		const steps = function* (): Steps<unknown> {
			yield* call(post('/first'));
			return yield* call(post('/second'));
		};
		await runSteps(steps, send, { shouldSend: () => isWanted });
		expect(results).toEqual([true, true]);
	});

	test('returns the body or the failure of each of several requests', async () => {
		const { send } = fakeApi({ '/2': rejected });
		const steps = function* (): Steps<unknown> {
			return yield* callAllOrFailures([get('/1'), get('/2'), get('/3')]);
		};
		expect(await runSteps(steps, send, {})).toMatchObject({
			value: [{ body: { path: '/1' } }, rejected, { body: { path: '/3' } }],
		});
	});

	describe('with a pause', () => {
		const steps = function* (): PausingSteps<unknown> {
			yield* call(get('/before'));
			try {
				yield* pause(5000);
			} catch (error) {
				return (error as RequestFailed).failure;
			}
			return yield* call(get('/after'));
		};

		test('waits before the next request', async () => {
			const { send, sent } = fakeApi({});
			const pauses: number[] = [];
			const wait = async (milliseconds: number) => {
				expect(sent).toEqual(['/before']);
				pauses.push(milliseconds);
				return await Promise.resolve(undefined);
			};
			expect(await runSteps(steps, send, { pause: wait })).toMatchObject({
				value: { path: '/after' },
			});
			expect(pauses).toEqual([5000]);
		});

		test('lets the steps return what they have when the run is cancelled', async () => {
			const { send, sent } = fakeApi({});
			const cancelled = async () => await Promise.resolve(cancelledFailure);
			expect(await runSteps(steps, send, { pause: cancelled })).toMatchObject({
				value: cancelledFailure,
			});
			expect(sent).toEqual(['/before']);
		});
	});
});
