/**
 * Thousands of items through n8n's engine while the API misbehaves, and then the books: what the node
 * said of each item beside what the sandbox knows. The same seed gives the same faults.
 */
import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { inspect } from 'node:util';

import type { NodeRun } from '../../engine';
import type { Fault, RecordedRequest } from '../../sandbox';
import { rateLimited, serverError } from '../../sandbox';
import type { Provider, World } from '../support/world';
import { CREATE, ON_ERROR, people, PROVIDERS } from '../support/world';

export interface Report {
	items: number;
	runs: number;
	requests: number;
	succeeded: number;
	refused: number;
	/** The node said that it does not know whether they were written. */
	uncertain: number;
	/** Not reported one by one, since the node stopped before. */
	stoppedBefore: number;
	/** What the requests met, counted. */
	faults: Record<string, number>;
	/** Each line is a broken promise. */
	lost: string[];
	doubled: string[];
	falseSuccesses: string[];
	falseFailures: string[];
	secrets: string[];
}

export interface SoakOptions {
	itemsPerProvider: number;
	seed: number;
	onProgress?: (items: number, report: Report) => void;
}

const ITEMS_PER_RUN = 100;
const REQUEST_TIMEOUT = 250;
const UNCERTAIN = 'may have processed this';

const WRITTEN: Record<Provider, object> = {
	voxworks: { success: true, contact_id: 'c-1' },
	leadLex: { data: { id: 'c-1' } },
	sprintHub: { id: 1 },
};

type Fabric = (provider: Provider) => Fault;

/** The faults of a run: each hits one request, or a few in a row. */
const FAULTS: Record<string, Fabric> = {
	'429 with Retry-After': () => rateLimited({ retryAfter: 0.2 }, 3),
	'429 without Retry-After': () => rateLimited({}, 3),
	'429 with the reset in the past': () => rateLimited({ reset: 1, remaining: 0 }, 2),
	'500 with HTML, not done': () => serverError(),
	'500 with HTML, done': () => ({ ...serverError(), act: 'after' }),
	'503 with text': () => ({ answer: { status: 503, body: 'upstream', type: 'text/plain' } }),
	'reset, not done': () => ({ break: 'reset' }),
	'reset, done': () => ({ break: 'reset', act: 'after' }),
	'no answer, not done': () => ({ break: 'hang' }),
	'no answer, done': () => ({ break: 'hang', act: 'after' }),
	'slow body': () => ({ break: 'trickle' }),
	'body cut off': () => ({ break: 'truncate' }),
	'slow server': () => ({ delayMs: 100 }),
	'wrong content type, done': (provider) => ({
		act: 'after',
		answer: { status: 200, body: JSON.stringify(WRITTEN[provider]), type: 'text/html' },
	}),
	'huge body, done': (provider) => ({
		act: 'after',
		answer: { status: 200, body: { ...WRITTEN[provider], padding: 'x'.repeat(2_000_000) } },
	}),
	'not JSON, done': () => ({
		act: 'after',
		answer: { status: 200, body: 'OK', type: 'text/html' },
	}),
	'400, not done': () => ({ answer: { status: 400 } }),
	'401 that echoes the request, not done': () => ({
		answer: { status: 401, body: 'no entry for {authorization}' },
	}),
};

export async function soak(
	world: World,
	{ itemsPerProvider, seed, onProgress }: SoakOptions,
): Promise<Report> {
	const report: Report = {
		...{ items: 0, runs: 0, requests: 0, succeeded: 0, refused: 0, uncertain: 0, stoppedBefore: 0 },
		faults: {},
		...{ lost: [], doubled: [], falseSuccesses: [], falseFailures: [], secrets: [] },
	};
	const plans = fc.sample(runPlan, {
		seed,
		numRuns: PROVIDERS.length * Math.ceil(itemsPerProvider / ITEMS_PER_RUN),
	});
	for (const [at, plan] of plans.entries()) {
		const provider = PROVIDERS[at % PROVIDERS.length];
		const settings = {
			onError: ON_ERROR[Math.floor(at / PROVIDERS.length) % ON_ERROR.length],
			retryOnFail: plan.retryOnFail,
			maxTries: 3,
			waitBetweenTries: 10,
		};
		await oneRun(world, provider, settings, plan, at, report);
		onProgress?.(report.items, report);
	}
	return report;
}

/** Which faults meet a run, and at which of its requests. */
const runPlan = fc.record({
	retryOnFail: fc.boolean(),
	faults: fc.array(
		fc.record({
			name: fc.constantFrom(...Object.keys(FAULTS)),
			skip: fc.integer({ min: 0, max: ITEMS_PER_RUN }),
		}),
		{ minLength: 1, maxLength: 8 },
	),
});

type Plan = typeof runPlan extends fc.Arbitrary<infer P> ? P : never;

async function oneRun(
	world: World,
	provider: Provider,
	settings: { onError: (typeof ON_ERROR)[number]; retryOnFail: boolean },
	plan: Plan,
	at: number,
	report: Report,
): Promise<void> {
	const stand = world.stand(provider);
	world.reset();
	for (const { name, skip } of plan.faults) stand.faults.add({ ...FAULTS[name](provider), skip });
	const items = people(ITEMS_PER_RUN, (at * ITEMS_PER_RUN) % 9900);
	const parameters: INodeParameters = {
		...CREATE[provider],
		options: { requestTimeout: REQUEST_TIMEOUT, maxConcurrentRequests: 20 },
	};
	const result = await world.run(provider, parameters, items, settings);

	report.runs++;
	report.items += items.length;
	report.requests += stand.requests.length;
	for (const { fault } of stand.requests) {
		if (fault) report.faults[fault] = (report.faults[fault] ?? 0) + 1;
	}
	const where = `seeded run ${at} (${provider}, ${settings.onError}, retry ${settings.retryOnFail})`;
	reconcile(where, items, result, stand.requests, report);

	if (
		inspect(result.run, {
			depth: Infinity,
			showHidden: true,
			maxArrayLength: null,
			maxStringLength: null,
		}).includes(world.secretOf(provider))
	) {
		report.secrets.push(where);
	}
}

function reconcile(
	where: string,
	items: Array<{ name: string }>,
	result: NodeRun,
	requests: RecordedRequest[],
	report: Report,
): void {
	const sent = new Map<string, RecordedRequest[]>();
	for (const request of requests) {
		const name = /Person \d+/.exec(JSON.stringify(request.body))?.[0] ?? '';
		sent.set(name, [...(sent.get(name) ?? []), request]);
	}

	const told = new Map<number, { error?: string; message?: string }[]>();
	for (const { json, pairedItem } of result.main.flat()) {
		const { item } = pairedItem as { item: number };
		told.set(item, [...(told.get(item) ?? []), json]);
	}
	if (result.error) {
		const { message, description, context } = result.error;
		told.set(Number(context?.itemIndex), [{ error: message, message: description ?? '' }]);
	}

	for (const [index, { name }] of items.entries()) {
		const line = `${where}: item ${index} (${name})`;
		const written = (sent.get(name) ?? []).filter(({ carriedOut }) => carriedOut).length;
		if (written > 1) report.doubled.push(`${line}: written ${written} times`);

		const outcomes = told.get(index) ?? [];
		if (outcomes.length === 0 && result.error) {
			report.stoppedBefore++;
			continue;
		}
		if (outcomes.length !== 1) {
			report.lost.push(`${line}: ${outcomes.length} outcomes`);
			continue;
		}
		const [{ error, message = '' }] = outcomes;
		if (error === undefined) {
			report.succeeded++;
			if (written === 0) report.falseSuccesses.push(line);
		} else if (message.includes(UNCERTAIN)) {
			report.uncertain++;
		} else {
			report.refused++;
			if (written > 0) report.falseFailures.push(`${line}: ${error}`);
		}
	}

	if (result.error) {
		// What the node says was done, beside what was done without a fault
		const claimed = Number(
			/(\d+) of \d+ were written to/.exec(result.error.description ?? '')?.[1] ?? 0,
		);
		const lists = [...sent.values()];
		const clean = lists.filter((list) =>
			list.some(({ carriedOut, fault }) => carriedOut && !fault),
		).length;
		const all = lists.filter((list) => list.some(({ carriedOut }) => carriedOut)).length;
		if (claimed < clean || claimed > all) {
			report.lost.push(`${where}: says ${claimed} were done, of ${clean} to ${all}`);
		}
	}
}

export const broken = ({ lost, doubled, falseSuccesses, falseFailures, secrets }: Report) => [
	...lost.map((line) => `lost: ${line}`),
	...doubled.map((line) => `doubled: ${line}`),
	...falseSuccesses.map((line) => `called done, but is not there: ${line}`),
	...falseFailures.map((line) => `called failed, but is there: ${line}`),
	...secrets.map((line) => `secret in the run: ${line}`),
];
