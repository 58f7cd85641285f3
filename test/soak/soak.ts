/**
 * Thousands of items through n8n's engine while the API misbehaves, and then the books: what the node
 * said of each item beside what the sandbox knows. The same seed gives the same faults.
 */
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { inspect } from 'node:util';

import type { NodeRun } from '../../tools/engine';
import type { Fault, RecordedRequest } from '../../tools/mockServers';
import {
	answerWithoutId,
	emptyAnswer,
	rateLimited,
	redirect,
	serverError,
	wildRateLimit,
	wildHeaders,
} from '../../tools/mockServers';
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
	/** Written by a request that was not answered, and found by looking. */
	foundByLooking: number;
	/** Not reported one by one, since the node stopped before. */
	stoppedBefore: number;
	cancelledRuns: number;
	/** What the requests met, counted. */
	faults: Record<string, number>;
	/** Each line is a broken promise. */
	lost: string[];
	doubled: string[];
	falseSuccesses: string[];
	falseFailures: string[];
	needlessDoubts: string[];
	lateCancellations: string[];
	secrets: string[];
}

export interface SoakOptions {
	itemsPerSubject: number;
	seed: number;
	onProgress?: (items: number, report: Report) => void;
}

const ITEMS_PER_RUN = 100;
/** Executions at the same time, with one key. */
const RUNS_AT_ONCE = 3;
const REQUEST_TIMEOUT = 1000;
const LONGEST_CANCELLATION = 1000;
const UNCERTAIN = 'may have processed this';

type Item = { name: string; phone: string } & IDataObject;

/** What is soaked: an operation, and what the books say of an item. */
interface Subject {
	name: string;
	provider: Provider;
	parameters: INodeParameters;
	items(count: number, from: number): Item[];
	/** Doubts about it end by themselves, always. */
	repeatable: boolean;
	seed?(world: World, items: Item[]): void;
	/** How often the item was written. */
	written(world: World, item: Item, requests: RecordedRequest[]): number;
}

const withEmail = (count: number, from: number): Item[] =>
	people(count, from).map((person, at) => ({
		...person,
		email: `person.${from + at}@example.com`,
	}));

const carriedOut = (_: World, __: Item, requests: RecordedRequest[]) =>
	requests.filter((request) => request.carriedOut).length;

const COMPANY = 'co-001';

export const SUBJECTS: Subject[] = [
	...PROVIDERS.map((provider) => ({
		name: `${provider} create`,
		provider,
		parameters: CREATE[provider],
		items: people,
		repeatable: false,
		written: carriedOut,
	})),
	{
		name: 'leadLex create with email',
		provider: 'leadLex',
		parameters: { ...CREATE.leadLex, email: '={{ $json.email }}' },
		items: withEmail,
		repeatable: false,
		written: carriedOut,
	},
	{
		name: 'leadLex link',
		provider: 'leadLex',
		parameters: {
			resource: 'company',
			operation: 'linkContacts',
			companyId: { __rl: true, mode: 'id', value: COMPANY },
			contactIds: '={{ $json.name }}',
		},
		items: people,
		repeatable: true,
		seed({ sandbox }, items) {
			for (const { name } of items) {
				sandbox.leadLex.state.contacts.set(name, { id: name, related_company_id: null });
			}
		},
		written: ({ sandbox }, { name }) =>
			sandbox.leadLex.state.contacts.get(name)?.related_company_id === COMPANY ? 1 : 0,
	},
];

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
	...Object.fromEntries(
		wildHeaders.map((kind) => [`429 with a wild header: ${kind}`, () => wildRateLimit(kind, 500)]),
	),
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
	'redirect, not done': () => redirect(307, 'https://elsewhere.example/'),
	'see other, done': () => ({ ...redirect(303, '/elsewhere'), act: 'after' }),
	'empty, done': () => emptyAnswer(201),
	'without an ID, done': () => answerWithoutId(),
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
	{ itemsPerSubject, seed, onProgress }: SoakOptions,
): Promise<Report> {
	const report: Report = {
		...{ items: 0, runs: 0, requests: 0, succeeded: 0, refused: 0, uncertain: 0 },
		...{ foundByLooking: 0, stoppedBefore: 0, cancelledRuns: 0 },
		faults: {},
		...{ lost: [], doubled: [], falseSuccesses: [], falseFailures: [] },
		...{ needlessDoubts: [], lateCancellations: [], secrets: [] },
	};
	const groups = Math.ceil(itemsPerSubject / ITEMS_PER_RUN / RUNS_AT_ONCE);
	const plans = fc.sample(groupPlan, { seed, numRuns: SUBJECTS.length * groups });
	for (const [at, plan] of plans.entries()) {
		await oneGroup(world, SUBJECTS[at % SUBJECTS.length], plan, at, report);
		onProgress?.(report.items, report);
	}
	return report;
}

/** Which faults meet executions that run together, and at which of their requests. */
const groupPlan = fc.record({
	runs: fc.array(
		fc.record({
			retryOnFail: fc.boolean(),
			onError: fc.constantFrom(...ON_ERROR),
			/** Milliseconds after the start; most are not cancelled. */
			cancelAfter: fc.oneof(
				{ arbitrary: fc.constant(undefined), weight: 6 },
				{ arbitrary: fc.integer({ min: 0, max: 400 }), weight: 1 },
			),
		}),
		{ minLength: RUNS_AT_ONCE, maxLength: RUNS_AT_ONCE },
	),
	faults: fc.array(
		fc.record({
			name: fc.constantFrom(...Object.keys(FAULTS)),
			// Not the first ones: without any answer, LeadLex's smallest plan is assumed, with waits of a minute
			skip: fc.integer({ min: 10, max: RUNS_AT_ONCE * ITEMS_PER_RUN }),
			soon: fc.integer({ min: 1, max: 4 }),
		}),
		{ minLength: 1, maxLength: 12 },
	),
});

type Plan = typeof groupPlan extends fc.Arbitrary<infer P> ? P : never;

async function oneGroup(
	world: World,
	subject: Subject,
	plan: Plan,
	at: number,
	report: Report,
): Promise<void> {
	const { provider } = subject;
	const stand = world.stand(provider);
	world.reset();
	// A batch is few requests: one that comes late would meet none, and many would meet the same
	const faults = subject.repeatable ? plan.faults.slice(0, 2) : plan.faults;
	for (const { name, skip, soon } of faults) {
		stand.faults.add({ ...FAULTS[name](provider), skip: subject.repeatable ? soon : skip });
	}
	const from = (at * RUNS_AT_ONCE * ITEMS_PER_RUN) % 9000;
	const runs = await Promise.all(
		plan.runs.map(async ({ cancelAfter, ...settings }, run) => {
			const items = subject.items(ITEMS_PER_RUN, from + run * ITEMS_PER_RUN);
			subject.seed?.(world, items);
			const where = `seeded group ${at}, run ${run} (${subject.name}, ${settings.onError}, retry ${settings.retryOnFail}, cancelled ${cancelAfter ?? 'never'})`;
			const stop = new AbortController();
			let abortedAt = Infinity;
			const timer =
				cancelAfter === undefined
					? undefined
					: setTimeout(() => {
							abortedAt = Date.now();
							stop.abort();
						}, cancelAfter);
			const parameters: INodeParameters = {
				...subject.parameters,
				options: { requestTimeout: REQUEST_TIMEOUT, maxConcurrentRequests: 20 },
			};
			const retry = { maxTries: 3, waitBetweenTries: 10 };
			const result = await world.run(
				provider,
				parameters,
				items,
				{ ...settings, ...retry },
				{ signal: stop.signal },
			);
			clearTimeout(timer);
			if (Date.now() - abortedAt > LONGEST_CANCELLATION) report.lateCancellations.push(where);
			return { where, items, result, cancelled: stop.signal.aborted };
		}),
	);

	report.requests += stand.requests.length;
	for (const { fault } of stand.requests) {
		if (fault) report.faults[fault] = (report.faults[fault] ?? 0) + 1;
	}
	const sent = requestsByName(stand.requests);
	for (const { where, items, result, cancelled } of runs) {
		report.runs++;
		report.items += items.length;
		if (cancelled) report.cancelledRuns++;
		reconcile(world, subject, { where, items, result, cancelled }, sent, report);
		const everything = inspect(result.run, {
			depth: Infinity,
			showHidden: true,
			maxArrayLength: null,
			maxStringLength: null,
		});
		if (everything.includes(world.secretOf(provider))) report.secrets.push(where);
	}
}

function requestsByName(requests: RecordedRequest[]): Map<string, RecordedRequest[]> {
	const sent = new Map<string, RecordedRequest[]>();
	for (const request of requests) {
		if (request.method === 'GET') continue;
		for (const [name] of JSON.stringify(request.body ?? '').matchAll(/Person \d+/g)) {
			sent.set(name, [...(sent.get(name) ?? []), request]);
		}
	}
	return sent;
}

function reconcile(
	world: World,
	subject: Subject,
	run: { where: string; items: Item[]; result: NodeRun; cancelled: boolean },
	sent: Map<string, RecordedRequest[]>,
	report: Report,
): void {
	const { where, items, result, cancelled } = run;
	const told = new Map<number, { error?: string; message?: string }[]>();
	for (const { json, pairedItem } of result.main.flat()) {
		const { item } = pairedItem as { item: number };
		told.set(item, [...(told.get(item) ?? []), json]);
	}
	if (result.error) {
		const { message, description, context } = result.error;
		told.set(Number(context?.itemIndex), [{ error: message, message: description ?? '' }]);
	}

	let written = 0;
	let clean = 0;
	for (const [index, item] of items.entries()) {
		const line = `${where}: item ${index} (${item.name})`;
		const requests = sent.get(item.name) ?? [];
		const times = subject.written(world, item, requests);
		if (times > 0) written++;
		if (requests.some(isClean)) clean++;
		if (times > 1) report.doubled.push(`${line}: written ${times} times`);

		const outcomes = told.get(index) ?? [];
		if (outcomes.length === 0 && (result.error || cancelled)) {
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
			if (times === 0) report.falseSuccesses.push(line);
			if (requests.length === 1 && isOpen(requests[0])) report.foundByLooking++;
		} else if (message.includes(UNCERTAIN)) {
			report.uncertain++;
			if (subject.repeatable && !cancelled) report.needlessDoubts.push(`${line}: ${error}`);
		} else {
			report.refused++;
			if (times > 0) report.falseFailures.push(`${line}: ${error}`);
		}
	}

	if (result.error && !cancelled) {
		// What the node says was done, beside what was done without a fault
		const claimed = Number(
			/(\d+) of \d+ were written to/.exec(result.error.description ?? '')?.[1] ?? 0,
		);
		// Where one was given up, others that were under way may have been, too
		const gaveUp = result.error.message.includes('did not answer in time');
		if (claimed > written || (!subject.repeatable && !gaveUp && claimed < clean)) {
			report.lost.push(`${where}: says ${claimed} were written, of ${clean} to ${written}`);
		}
	}
}

/** Whether it was answered without a fault, and long before the node gave it up. */
const isClean = ({ carriedOut: done, fault, startedAt, answeredAt }: RecordedRequest) =>
	done && !fault && answeredAt !== undefined && answeredAt - startedAt < REQUEST_TIMEOUT / 4;

/** Whether its answer did not tell what became of it. */
const isOpen = ({ fault = '', status }: RecordedRequest) =>
	/reset|hang|truncate|trickle/.test(fault) ||
	(fault.includes('answer') && status !== 429 && fault.includes('after the server acted'));

export const broken = (report: Report) => [
	...report.lost.map((line) => `lost: ${line}`),
	...report.doubled.map((line) => `doubled: ${line}`),
	...report.falseSuccesses.map((line) => `called done, but is not there: ${line}`),
	...report.falseFailures.map((line) => `called failed, but is there: ${line}`),
	...report.needlessDoubts.map((line) => `in doubt, though it may be repeated: ${line}`),
	...report.lateCancellations.map((line) => `did not end within a second: ${line}`),
	...report.secrets.map((line) => `secret in the run: ${line}`),
];
