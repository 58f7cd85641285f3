/** Simulates time for the built nodes: hours pass in milliseconds, over real HTTP. */
import { jest } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type * as ClockModule from '../../nodes/shared/utils/clock';
import type * as TransportModule from '../../nodes/shared/http/transport';
import { root } from './package';
import { simulatedClock } from './simulation';
import type { SimulatedClock } from './simulation';

export interface SimulatedTime {
	clock: SimulatedClock;
	/** Lets time pass until the promise settles, while no request is in flight. */
	until<T>(promise: Promise<T>): Promise<T>;
	restore(): void;
}

const builtModule = (file: string): unknown =>
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	require(join(root, 'dist/nodes/shared', file));

/** How many turns of the event loop without a request in flight come before time passes. */
const IDLE_TURNS = 4;

/** Replaces the clock of the built nodes. Calls `onAdvance` with each new time. */
export function simulateTime(onAdvance: (now: number) => void): SimulatedTime {
	const clock = simulatedClock();
	let inFlight = 0;
	const { realClock } = builtModule('utils/clock.js') as typeof ClockModule;
	const transport = builtModule('http/transport.js') as typeof TransportModule;
	const { createTransport } = transport;
	const spies = [
		jest.spyOn(realClock, 'now').mockImplementation(clock.now),
		jest.spyOn(realClock, 'sleep').mockImplementation(clock.sleep),
		jest.spyOn(transport, 'createTransport').mockImplementation((...args) => {
			const send = createTransport(...args);
			return async (...request) => {
				inFlight++;
				try {
					return await send(...request);
				} finally {
					inFlight--;
				}
			};
		}),
	];
	onAdvance(clock.now());
	return {
		clock,
		async until(promise) {
			let isSettled = false;
			const onSettled = () => (isSettled = true);
			promise.then(onSettled, onSettled);
			for (let idleTurns = 0; !isSettled;) {
				await wait(1);
				idleTurns = inFlight > 0 ? 0 : idleTurns + 1;
				if (idleTurns <= IDLE_TURNS) continue;
				clock.advance();
				onAdvance(clock.now());
				idleTurns = 0;
			}
			return await promise;
		},
		restore: () => spies.forEach((spy) => spy.mockRestore()),
	};
}
