import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';

import { realClock } from '../../../nodes/shared/utils/clock';

const MINUTE = 60_000;

describe('the waits of a signal', () => {
	test('end at once when it aborts', async () => {
		const controller = new AbortController();
		const { signal } = controller;
		const waits = Array.from({ length: 50 }, () => realClock.sleep(MINUTE, signal));
		controller.abort();
		await expect(Promise.all(waits)).resolves.toHaveLength(50);
		await expect(realClock.sleep(MINUTE, signal)).resolves.toBeUndefined();
	});

	test('end by themselves, and do not end others', async () => {
		const controller = new AbortController();
		const { signal } = controller;
		let isOver = false;
		const long = realClock.sleep(MINUTE, signal).then(() => (isOver = true));
		await realClock.sleep(20, signal);
		expect(isOver).toBe(false);
		controller.abort();
		await long;
	});

	test('share one listener, so that Node.js does not warn of a leak', async () => {
		const controller = new AbortController();
		const { signal } = controller;
		const waits = Array.from({ length: 50 }, () => realClock.sleep(MINUTE, signal));
		expect(getEventListeners(signal, 'abort')).toHaveLength(1);
		controller.abort();
		await Promise.all(waits);
	});
});
