import { sleep } from 'n8n-workflow';

/** Milliseconds for which synchronous work may block the other executions of this n8n. */
const MAX_BLOCKED = 50;

/** Returns a function to call between chunks of synchronous work: it yields to the event loop every 50 ms. */
export function createEventLoopYield(): () => Promise<void> {
	let lastYield = Date.now();
	// Shared by all workers: timers that are due at the same time would run back to back
	let pendingYield: Promise<void> | undefined;
	const startYield = async () => {
		await sleep(0);
		lastYield = Date.now();
		pendingYield = undefined;
	};
	return async () => {
		if (Date.now() - lastYield >= MAX_BLOCKED) await (pendingYield ??= startYield());
	};
}
