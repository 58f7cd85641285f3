import { isRead } from './failures';
import type { ApiRequest, Failure, Read, Steps } from '../operation/types';
import { failureFromError } from '../run/output';
import type { HowToSend, Send, Sent } from './sender';

/** What the steps of a job came to. `wrote` says whether something was written on the way. */
export type Walked<T = unknown> =
	| { value: T; last?: ApiRequest; wrote: boolean }
	| { failure: Failure; wrote: boolean }
	| { heldBack: true };

/** Sends the requests of a job one after another. Never throws: what its steps throw is the failure. */
export async function walk<T>(
	steps: () => Steps<T>,
	send: Send,
	how: HowToSend,
): Promise<Walked<T>> {
	let wrote = false;
	let last: ApiRequest | undefined;
	// What is begun is ended
	const stillWanted = () => wrote || (how.stillWanted?.() ?? true);
	try {
		const walking = steps();
		for (let step = walking.next(); ;) {
			if (step.done) return { value: step.value, last, wrote };
			const requests = [step.value].flat();
			last = requests.at(-1);
			const sent = await Promise.all(
				requests.map(async (request) => await send(request, { ...how, stillWanted })),
			);
			if (sent.some((one) => 'heldBack' in one)) return { heldBack: true };
			// A write in doubt may have been carried out
			wrote ||= sent.some((one) => 'failure' in one && one.failure.doubt !== undefined);
			const failed = sent.find((one): one is { failure: Failure } => 'failure' in one);
			if (failed) {
				step = walking.throw(errorOf(failed.failure));
				continue;
			}
			wrote ||= requests.some((request) => !isRead(request));
			const bodies = sent.map((one) => (one as Extract<Sent, { body: unknown }>).body);
			step = walking.next((Array.isArray(step.value) ? bodies : bodies[0]) as never);
		}
	} catch (error) {
		const failure = failureFromError(error);
		// Half of it is done: nothing of it may be sent again
		return { failure: wrote ? { ...failure, doubt: failure.doubt ?? 'open' } : failure, wrote };
	}
}

/** What steps that only read come to. Throws what reading throws. */
export async function readSteps<T>(steps: Steps<T>, read: Read): Promise<T> {
	let step = steps.next();
	while (!step.done) {
		const { value } = step;
		const bodies = Array.isArray(value) ? await Promise.all(value.map(read)) : await read(value);
		step = steps.next(bodies as never);
	}
	return step.value;
}

/** In the form in which steps can catch it and throw it on. */
const errorOf = (failure: Failure): Error => Object.assign(new Error(failure.message), failure);
