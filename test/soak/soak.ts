/**
 * Thousands of items through n8n's engine while the API misbehaves, and then the books: what the node
 * said of each item beside what the sandbox holds. The same seed gives the same faults.
 */
import fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';

import type { NodeRun } from '../../tools/engine';
import type { RecordedRequest } from '../../tools/mockServers';
import { TWO_WRITES } from '../contract/exclusions';
import type { Ground } from '../support/operationFixtures';
import { groundOf } from '../support/operationFixtures';
import { operations } from '../support/package';
import { smallest } from '../support/parameterSamples';
import type { Provider, World } from '../support/world';
import { ON_ERROR, providerOf } from '../support/world';
import { booksOf, numberOf, writesIn } from './recordedState';
import type { Books } from './recordedState';
import { soakDeliveries } from './deliveries';
import { DOUBTS } from './allowedInDoubt';
import { FAULTS, isClean, isRefusal, leavesOpen, REQUEST_TIMEOUT } from './faults';
import { soakPolls } from './polls';
import { newReport } from './report';
import type { BrokenPromise, Report } from './report';
import { furnishFor, subjectOf, writing } from './operations';
import type { Normal, Subject, Way } from './operations';

export interface SoakOptions {
	/** How many at least: each operation has its turn. */
	items: number;
	seed: number;
	/** Which operations, by their titles. */
	only?: (title: string) => boolean;
	onProgress?: (report: Report) => void;
}

/** Executions at the same time, with one key. */
const RUNS_AT_ONCE = 3;
const MOST_ITEMS = 100;
/** As many more items are needed for as many requests. */
const MORE_IN_BATCHES = 4;
const LONGEST_CANCELLATION = 1000;
/** A request may be sent so often. */
const MOST_TRIES = 3;
const IN_DOUBT = /may have|may be there|may not have|did not say/;
/** The first of two writes was done, and the item says so. */
const HALF_DONE = /was created but/;
/** Comes with each item, for those that send a file. */
const IMAGE = { data: 'aW1hZ2U=', mimeType: 'image/png', fileName: 'card.png' };

/** A trigger that is soaked joins here. */
const TRIGGERS = [soakDeliveries, soakPolls];

export async function soak(
	world: World,
	{ items, seed, only = () => true, onProgress }: SoakOptions,
): Promise<Report> {
	const report = newReport();
	const grounds = new Map<string, Ground>();
	const subjects: Subject[] = [];
	for (const found of writing.filter(({ title }) => only(title))) {
		const provider = providerOf(found.node);
		const ground = grounds.get(provider) ?? (await groundOf(world, provider));
		grounds.set(provider, ground);
		subjects.push(subjectOf(found, ground));
	}

	const weights = subjects.map(({ isBatch }) => (isBatch ? MORE_IN_BATCHES : 1));
	const perPass = RUNS_AT_ONCE * weights.reduce((sum, one) => sum + one, 0);
	const size = Math.min(MOST_ITEMS, Math.max(1, Math.ceil(items / perPass)));
	const passes = Math.ceil(items / (perPass * size));
	const plans = fc.sample(groupPlan, { seed, numRuns: passes * subjects.length });
	const normals = new Map<Way, Normal>();
	for (const [at, plan] of plans.entries()) {
		const turn = at % subjects.length;
		const subject = subjects[turn];
		const ground = grounds.get(subject.provider)!;
		const way = subject.ways[(seed + Math.floor(at / subjects.length)) % subject.ways.length];
		const normal = normals.get(way) ?? (await normalOf(world, subject, way, ground, report));
		normals.set(way, normal);
		const group = { subject, way, normal, ground, size: size * weights[turn], at };
		await oneGroup(world, group, plan, report);
		onProgress?.(report);
	}
	for (const trigger of TRIGGERS) {
		await trigger(world, { count: Math.min(1000, Math.ceil(items / 20)), seed }, report);
	}
	return report;
}

/** Which faults meet executions that run together, and at which of their requests. */
const groupPlan = fc.record({
	runs: fc.array(
		fc.record({
			retryOnFail: fc.boolean(),
			onError: fc.constantFrom(...ON_ERROR),
			/** After which part of the requests; most are not cancelled. */
			cancelAfter: fc.oneof(
				{ arbitrary: fc.constant(undefined), weight: 6 },
				{ arbitrary: fc.double({ min: 0, max: 1, noNaN: true }), weight: 1 },
			),
		}),
		{ minLength: RUNS_AT_ONCE, maxLength: RUNS_AT_ONCE },
	),
	faults: fc.array(
		fc.record({
			name: fc.constantFrom(...Object.keys(FAULTS)),
			/** After which part of the requests. */
			after: fc.double({ min: 0, max: 1, noNaN: true }),
		}),
		{ minLength: 1, maxLength: 12 },
	),
	/** Requests that pass in half a second, if there is such a limit. */
	limit: fc.oneof(
		{ arbitrary: fc.constant(undefined), weight: 3 },
		{ arbitrary: fc.integer({ min: 20, max: 200 }), weight: 1 },
	),
});

type Plan = typeof groupPlan extends fc.Arbitrary<infer P> ? P : never;

interface Group {
	subject: Subject;
	way: Way;
	normal: Normal;
	ground: Ground;
	/** Items of a run. */
	size: number;
	at: number;
}

/** Runs one item while nothing is wrong, which must work. */
async function normalOf(
	world: World,
	{ title, provider }: Subject,
	{ parameters, item }: Way,
	ground: Ground,
	report: Report,
): Promise<Normal> {
	const number = numberOf(0);
	world.reset();
	const before = furnishFor(title, ground, [number]).get(number);
	const binary = { binary: { data: IMAGE } };
	const { main, error } = await world.run(provider, parameters, [item(number)], {}, binary);
	const after = booksOf(world.server(provider).state).get(number);
	if (error ?? main[0].length !== 1) {
		report.broken['does not work without faults'].push(
			`${title}: ${error?.message ?? `${main[0].length} items`}, ${JSON.stringify(parameters)}`,
		);
	}
	return { before, after };
}

/** Without any answer, LeadLex's smallest plan is assumed, with waits of a minute. Not every provider has a list. */
async function learnLimits(world: World, provider: Provider): Promise<void> {
	const list = operations.find(
		(one) =>
			one.node.toLowerCase() === provider.toLowerCase() &&
			one.operation.value === 'getAll' &&
			!Object.keys(smallest(one.operation)).some((name) => name.endsWith('Id')),
	);
	if (!list) return;
	const { resource, operation } = list;
	const parameters = { resource, operation: operation.value, limit: 1 };
	const { error } = await world.run(provider, parameters, [{}]);
	if (error) throw new Error(error.message);
}

async function oneGroup(world: World, group: Group, plan: Plan, report: Report): Promise<void> {
	const { subject, way, ground, size, at } = group;
	const { provider, title } = subject;
	const server = world.server(provider);
	world.reset();
	const numbers = Array.from({ length: RUNS_AT_ONCE * size }, (_, index) => numberOf(index));
	furnishFor(title, ground, numbers);
	await learnLimits(world, provider);
	server.requests.length = 0;
	const requests = subject.isBatch ? RUNS_AT_ONCE : RUNS_AT_ONCE * size;
	for (const { name, after } of plan.faults.slice(0, Math.ceil(requests / 3))) {
		server.faults.add({ ...FAULTS[name](provider), skip: Math.floor(after * requests) });
	}
	server.limit(plan.limit === undefined ? null : { requests: plan.limit, perMs: 500 });

	const runs = await Promise.all(
		plan.runs.map(async ({ cancelAfter, ...settings }, run) => {
			const own = numbers.slice(run * size, (run + 1) * size);
			const where = `${title}, group ${at}, run ${run} (${settings.onError}, retry ${settings.retryOnFail}, cancelled ${cancelAfter ?? 'never'})`;
			const stop = new AbortController();
			const ended = new AbortController();
			let abortedAt = Infinity;
			const cancel = async (least: number) => {
				while (server.requests.length < least && !ended.signal.aborted) await wait(1);
				if (ended.signal.aborted) return;
				abortedAt = Date.now();
				stop.abort();
			};
			if (cancelAfter !== undefined) void cancel(Math.ceil(cancelAfter * requests));
			const options = { requestTimeout: REQUEST_TIMEOUT, maxConcurrentRequests: 20 };
			const result = await world.run(
				provider,
				{ ...way.parameters, options },
				own.map((number) => way.item(number)),
				{ ...settings, maxTries: 3, waitBetweenTries: 10 },
				{ signal: stop.signal, binary: { data: IMAGE } },
			);
			ended.abort();
			if (Date.now() - abortedAt > LONGEST_CANCELLATION) {
				report.broken['did not end within a second'].push(where);
			}
			return { where, numbers: own, result, cancelled: stop.signal.aborted };
		}),
	);

	report.requests += server.requests.length;
	for (const { fault } of server.requests) {
		if (fault) report.faults[fault] = (report.faults[fault] ?? 0) + 1;
	}
	const there = { books: booksOf(server.state), writes: writesIn(server.requests) };
	if (subject.isAlike) count(group, runs, server.requests, report);
	for (const run of runs) {
		report.runs++;
		report.items += run.numbers.length;
		if (run.cancelled) report.cancelledRuns++;
		if (!subject.isAlike) reconcile(group, run, there, report);
		const everything = inspect(run.result.run, {
			depth: Infinity,
			showHidden: true,
			maxArrayLength: null,
			maxStringLength: null,
		});
		if (everything.includes(world.secretOf(provider))) {
			report.broken['secret in the run'].push(run.where);
		}
	}
}

interface Told {
	error?: string;
	message?: string;
}

/** What the run says of each item. */
function toldIn({ main, error: stopped }: NodeRun): Map<number, Told[]> {
	const told = new Map<number, Told[]>();
	for (const { json, pairedItem } of main.flat()) {
		const { item } = pairedItem as { item: number };
		told.set(item, [...(told.get(item) ?? []), json]);
	}
	if (stopped) {
		const { message, description, context } = stopped;
		told.set(Number(context?.itemIndex), [{ error: message, message: description ?? '' }]);
	}
	return told;
}

/** How far the one write of an item came. */
type Done = 'not' | 'once' | 'other';

function doneIn(
	number: string,
	{ way, normal }: Group,
	{ books, writes }: { books: Books; writes: Map<string, RecordedRequest[]> },
): Done {
	const executed = (writes.get(number) ?? []).filter((request) => request.executed);
	if (!way.isRepeatable) {
		const calls = executed.map(({ operationId }) => operationId);
		if (new Set(calls).size < calls.length) return 'other';
	}
	// Some write nothing that can be read, such as a message that is sent
	if (normal.before === normal.after) return executed.length > 0 ? 'once' : 'not';
	if (books.get(number) === normal.before) return 'not';
	return books.get(number) === normal.after ? 'once' : 'other';
}

interface Run {
	where: string;
	numbers: string[];
	result: NodeRun;
	cancelled: boolean;
}

/** Of items that are all alike, as many are done as say so, and no more than may be. */
function count(
	{ at, subject: { title } }: Group,
	runs: Run[],
	requests: RecordedRequest[],
	report: Report,
): void {
	const done = requests.filter((request) => request.executed).length;
	let succeeded = 0;
	let open = 0;
	for (const { where, numbers, result, cancelled } of runs) {
		const told = toldIn(result);
		for (const index of numbers.keys()) {
			const outcomes = told.get(index) ?? [];
			const mayBeMissing = result.error !== undefined || cancelled;
			if (outcomes.length === 0 && mayBeMissing) open++;
			else if (outcomes.length !== 1) report.broken.lost.push(`${where}: item ${index}`);
			else if (outcomes[0].error === undefined) succeeded++;
			else if (IN_DOUBT.test(String(outcomes[0].message))) {
				open++;
				doubt(title, report);
			} else report.refused++;
		}
	}
	report.succeeded += succeeded;
	const line = `${runs[0].where}, group ${at}: ${done} done, ${succeeded} told so`;
	if (done < succeeded) report.broken['called done, but not there'].push(line);
	if (done > succeeded + open) report.broken['called failed, but there'].push(line);
}

function reconcile(
	group: Group,
	run: Run,
	there: { books: Books; writes: Map<string, RecordedRequest[]> },
	report: Report,
): void {
	const { subject } = group;
	const { where, numbers, result, cancelled } = run;
	const told = toldIn(result);
	let written = 0;
	let clean = 0;
	for (const [index, number] of numbers.entries()) {
		const requests = there.writes.get(number) ?? [];
		const done = doneIn(number, group, there);
		const note = (promise: BrokenPromise, more: string) =>
			report.broken[promise].push(
				`${where}: item ${index} (${number}): ${more}; ${requests.map(inWords).join(', ')}`,
			);
		const executed = requests.filter((request) => request.executed);
		if (done !== 'not') written++;
		if (done === 'once' && executed.every(isClean)) clean++;

		const outcomes = told.get(index) ?? [];
		const [{ error, message = '' }] = outcomes.length > 0 ? outcomes : [{}];
		const words = `${error}: ${message}`;
		const isHalf = error !== undefined && HALF_DONE.test(words);
		const mayBeHalf = subject.title in TWO_WRITES && error !== undefined && IN_DOUBT.test(words);
		if (done === 'other' && !isHalf && !mayBeHalf && outcomes.length > 0) {
			note('written twice', `${there.books.get(number)} instead of ${group.normal.after}`);
		}
		if (outcomes.length === 0 && (result.error || cancelled)) {
			report.stoppedBefore++;
		} else if (outcomes.length !== 1) {
			note('lost', `${outcomes.length} outcomes`);
		} else if (error === undefined) {
			report.succeeded++;
			if (done === 'not') note('called done, but not there', inspect(outcomes[0]));
			if (requests.length === 1 && leavesOpen(requests[0])) report.foundByLooking++;
		} else if (isHalf || IN_DOUBT.test(words)) {
			doubt(subject.title, report);
			const open = requests.filter(leavesOpen).length;
			if (open === 0 && !cancelled && !isHalf) note('in doubt without a cause', words);
			// A refusal ends the tries, and says nothing of those before
			const isExplained =
				subject.title in DOUBTS || cancelled || open >= MOST_TRIES || requests.some(isRefusal);
			if (!isExplained) note('in doubt, though the API can tell', words);
		} else {
			report.refused++;
			if (done === 'once') note('called failed, but there', words);
		}
	}

	if (result.error && !cancelled) {
		// What the node says was done, beside what was done without a fault
		const claimed = Number(
			/(\d+) of \d+ were written to/.exec(result.error.description ?? '')?.[1] ?? 0,
		);
		// Where one was given up, others that were under way may have been, too
		const gaveUp = result.error.message.includes('did not answer in time');
		if (claimed > written || (!group.way.isRepeatable && !gaveUp && claimed < clean)) {
			report.broken.lost.push(
				`${where}: says ${claimed} were written, of ${clean} to ${written}: ${result.error.message}`,
			);
		}
	}
}

function doubt(title: string, { doubts }: Report): void {
	doubts[title] = (doubts[title] ?? 0) + 1;
}

const inWords = ({ operationId, status, fault, executed }: RecordedRequest) =>
	`${operationId} ${status ?? 'unanswered'}${fault ? ` [${fault}]` : ''}${executed ? ' done' : ''}`;
