import { sleep } from 'n8n-workflow';

/** Milliseconds. Other executions of this n8n get a turn at least so often. */
const MAX_BLOCKED = 50;

/** To be called between pieces of work that may all be done without a wait. */
export function createEventLoopYield(): () => Promise<void> {
	let since = Date.now();
	// One for all who work at the same time: timers that are due together get no turn in between
	let turn: Promise<void> | undefined;
	const take = async () => {
		await sleep(0);
		since = Date.now();
		turn = undefined;
	};
	return async () => {
		if (Date.now() - since >= MAX_BLOCKED) await (turn ??= take());
	};
}
