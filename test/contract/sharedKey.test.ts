/** Every operation whose requests are slow or cannot be sent, beside another run of the same key. */
import { describe, expect, test } from '@jest/globals';

import { documentedResponse, runEqualItems } from '../support/documentedRun';
import { operations } from '../support/package';
import type { Respond, Response } from '../support/runOperation';
import { newKey } from '../support/runOperation';

/** One more than the requests that may be in flight for a key whose limits are not known yet. */
const RUNS = 33;
/** More than a run sends at once. */
const ITEMS = 101;

/** The largest plan of LeadLex, so that its limit per minute leaves room for all runs. */
const headers = { 'x-ratelimit-limit': '10000' };

describe.each(operations)('$title', (entry) => {
	const quick: Respond = (request) => ({ ...documentedResponse(entry, request), headers });

	test('does not hold up another run while its responses are missing', async () => {
		const key = newKey();
		await runEqualItems(entry, 1, quick, { key });
		let end: (response: Response) => void = () => {};
		const response = new Promise<Response>((resolve) => (end = resolve));
		let slow = 0;
		const respond: Respond = async () => {
			slow++;
			return await response;
		};
		const runs = Array.from({ length: RUNS }, async () =>
			runEqualItems(entry, 1, respond, { key }),
		);
		const { sent } = await runEqualItems(entry, 1, quick, { key });
		expect(sent.length).toBeGreaterThan(0);
		expect(slow).toBe(RUNS);
		end({ status: 400, body: { error: 'No', message: 'No' } });
		await Promise.all(runs);
	});

	test('fails for each item and goes on if n8n throws before it sends anything', async () => {
		const key = newKey();
		const { outcomes } = await runEqualItems(
			entry,
			ITEMS,
			() => {
				throw new RangeError('Maximum call stack size exceeded');
			},
			{ key },
		);
		expect(outcomes).toHaveLength(ITEMS);
		for (const outcome of outcomes) {
			expect(outcome).toHaveProperty(
				'failure.description',
				expect.stringContaining('Nothing was sent'),
			);
		}
		const { sent } = await runEqualItems(entry, 1, quick, { key });
		expect(sent.length).toBeGreaterThan(0);
	});
});
