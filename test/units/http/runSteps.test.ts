import { describe, expect, test } from '@jest/globals';

import type { ApiRequest, Steps } from '../../../nodes/shared/operation/request';
import { call, callAll, RequestFailed } from '../../../nodes/shared/operation/request';
import type { SendResult } from '../../../nodes/shared/http/sender';
import { runSteps } from '../../../nodes/shared/http/runSteps';

const get = (path: string): ApiRequest => ({ method: 'GET', path });
const post = (path: string): ApiRequest => ({ method: 'POST', path });

/** Answers each path with what stands for it, and keeps the order of the requests. */
function api(answers: Record<string, SendResult>) {
	const sent: string[] = [];
	const send = ({ path }: ApiRequest): Promise<SendResult> => {
		sent.push(path);
		return Promise.resolve(answers[path] ?? { body: { path } });
	};
	return { sent, send };
}

const refused = { failure: { message: 'No', description: 'Do that', httpCode: '404' } };
const open = { failure: { message: 'Lost', description: 'Look', inDoubt: 'doNotRetry' as const } };

function* searchAndWrite(): Steps<unknown> {
	const found = yield* call(get('/search'));
	const written = yield* call(post('/write'));
	return [found, written];
}

describe('runSteps', () => {
	test('sends one request after another, and gives back what the steps return', async () => {
		const { send, sent } = api({});
		expect(await runSteps(searchAndWrite, send, {})).toMatchObject({
			value: [{ path: '/search' }, { path: '/write' }],
			wrote: true,
		});
		expect(sent).toEqual(['/search', '/write']);
	});

	test('sends several at once when they are yielded together', async () => {
		const { send } = api({});
		const steps = function* (): Steps<unknown> {
			return yield* callAll([get('/1'), get('/2')]);
		};
		expect(await runSteps(steps, send, {})).toMatchObject({
			value: [{ path: '/1' }, { path: '/2' }],
			wrote: false,
		});
	});

	test('ends with the failure of a request that fails', async () => {
		const { send, sent } = api({ '/search': refused });
		expect(await runSteps(searchAndWrite, send, {})).toEqual({ ...refused, wrote: false });
		expect(sent).toEqual(['/search']);
	});

	test('keeps the doubt of a write', async () => {
		const { send } = api({ '/write': open });
		expect(await runSteps(searchAndWrite, send, {})).toMatchObject({ ...open, wrote: true });
	});

	test('lets steps catch a failure and go on', async () => {
		const { send } = api({ '/search': refused });
		const steps = function* (): Steps<unknown> {
			try {
				return yield* call(get('/search'));
			} catch (error) {
				return (error as RequestFailed).failure.httpCode;
			}
		};
		expect(await runSteps(steps, send, {})).toMatchObject({ value: '404' });
	});

	test('leaves what is half done in doubt, in the words of the steps', async () => {
		const { send } = api({ '/second': refused });
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

	test('is held back only before it has written', async () => {
		let wanted = true;
		const seen: boolean[] = [];
		const send = (
			_: ApiRequest,
			options: { shouldSend?: () => boolean } = {},
		): Promise<SendResult> => {
			seen.push(options.shouldSend!());
			wanted = false;
			return Promise.resolve({ body: {} });
		};
		const steps = function* (): Steps<unknown> {
			yield* call(post('/first'));
			return yield* call(post('/second'));
		};
		await runSteps(steps, send, { shouldSend: () => wanted });
		expect(seen).toEqual([true, true]);
	});
});
