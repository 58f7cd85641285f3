/** Every operation whose requests are slow or cannot be sent, beside another run of the same key. */
import { describe, expect, test } from '@jest/globals';

import { documentedResponse, runEqualItems } from '../support/documentedRun';
import { operations } from '../support/package';
import type { Respond, Response } from '../support/runOperation';
import { newKey } from '../support/runOperation';

/** More than the requests that may be in flight for a key whose limits are not known yet. */
const RUNS = 40;

/** The largest plan of LeadLex, so that its limit per minute leaves room for all runs. */
const headers = { 'x-ratelimit-limit': '10000' };

describe.each(operations)('$title', (entry) => {
	const quick: Respond = (request) => ({ ...documentedResponse(entry, request), headers });
	const runBeside = async (respond: Respond, runs: number) => {
		const key = newKey();
		await runEqualItems(entry, 1, quick, { key });
		const others = Array.from({ length: runs }, async () =>
			runEqualItems(entry, 1, respond, { key }),
		);
		const { sent, outcomes } = await runEqualItems(entry, 1, quick, { key });
		expect(sent.length).toBeGreaterThan(0);
		expect(outcomes[0]).toBeDefined();
		return others;
	};

	test('does not hold up another run while its responses are missing', async () => {
		let end: (response: Response) => void = () => {};
		const response = new Promise<Response>((resolve) => (end = resolve));
		let slow = 0;
		const others = await runBeside(async () => {
			slow++;
			return await response;
		}, RUNS);
		expect(slow).toBe(RUNS);
		end({ status: 400, body: { error: 'No', message: 'No' } });
		await Promise.all(others);
	});

	test('does not hold up another run after errors before anything is sent', async () => {
		const others = await runBeside(() => {
			throw new RangeError('Maximum call stack size exceeded');
		}, RUNS);
		for (const { outcomes } of await Promise.all(others)) {
			expect(JSON.stringify(outcomes)).toContain('Nothing was sent');
		}
	});
});
