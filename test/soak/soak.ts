/**
 * Sends thousands of items through n8n's engine while the API misbehaves, then compares the output of each item with
 * the state of the sandbox. The same seed gives the same faults.
 */
import fc from 'fast-check';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';

import type { NodeRun } from '../../tools/engine';
import type { RecordedRequest } from '../../tools/mockServers';
import { TWO_WRITES } from '../contract/exclusions';
import type { PreparedState } from '../support/operationFixtures';
import { preparedStateOf } from '../support/operationFixtures';
import { operations } from '../support/package';
import { smallest } from '../support/parameterSamples';
import type { Provider, World } from '../support/world';
import { ON_ERROR, providerOf } from '../support/world';
import { recordedStateOf, numberOf, writesIn } from './recordedState';
import type { RecordedState } from './recordedState';
import { soakDeliveries } from './deliveries';
import { ALLOWED_IN_DOUBT } from './allowedInDoubt';
import { FAULTS, isClean, isRejection, isOutcomeUnknown, REQUEST_TIMEOUT, SLOW } from './faults';
import { soakPolls } from './polls';
import { newReport } from './report';
import type { Guarantee, Report } from './report';
import { prepareFor, soakedOperationOf, writeOperations } from './operations';
import type { Baseline, SoakedOperation, ParameterSet } from './operations';

export interface SoakOptions {
	/** The minimum number of items. Every operation runs at least once. */
	items: number;
	seed: number;
	/** Selects operations by their title. */
	only?: (title: string) => boolean;
	onProgress?: (report: Report) => void;
}

/** Concurrent executions with the same key. */
const CONCURRENT_RUNS = 3;
const MAX_ITEMS = 100;
/** Batches need more items for the same number of requests. */
const BATCH_FACTOR = 4;
/** A request of a cancelled run may arrive after the reset, so the groups after it have other numbers. */
const GROUPS_WITHOUT_EQUAL_NUMBERS = 8;
const MAX_GROUP = CONCURRENT_RUNS * MAX_ITEMS * BATCH_FACTOR;
const BASELINE_NUMBER = numberOf(GROUPS_WITHOUT_EQUAL_NUMBERS * MAX_GROUP);
const MAX_CANCELLATION_MS = 1000;
/** Attempts per request. */
const MAX_ATTEMPTS = 3;
const IN_DOUBT = /may have|may be there|may not have|did not say/;
/** The message of an item whose first write succeeded and whose second did not. */
const HALF_DONE = /was created but/;
/** The binary data of each item, for operations that send a file. */
const IMAGE = { data: 'aW1hZ2U=', mimeType: 'image/png', fileName: 'card.png' };
/** The same after n8n has removed the file. */
const REMOVED = { ...IMAGE, data: 'filesystem-v2', id: 'filesystem-v2:removed' };

/** The soaks of the triggers. Add a new trigger here. */
const TRIGGERS = [soakDeliveries, soakPolls];

export async function soak(
	world: World,
	{ items, seed, only = () => true, onProgress }: SoakOptions,
): Promise<Report> {
	const report = newReport();
	const preparedStates = new Map<string, PreparedState>();
	const soakedOperations: SoakedOperation[] = [];
	for (const target of writeOperations.filter(({ title }) => only(title))) {
		const provider = providerOf(target.node);
		const prepared = preparedStates.get(provider) ?? (await preparedStateOf(world, provider));
		preparedStates.set(provider, prepared);
		soakedOperations.push(soakedOperationOf(target, prepared));
	}

	const weights = soakedOperations.map(({ isBatch }) => (isBatch ? BATCH_FACTOR : 1));
	const perPass = CONCURRENT_RUNS * weights.reduce((sum, weight) => sum + weight, 0);
	const size = Math.min(MAX_ITEMS, Math.max(1, Math.ceil(items / perPass)));
	const passes = Math.ceil(items / (perPass * size));
	const plans = fc.sample(groupPlan, { seed, numRuns: passes * soakedOperations.length });
	const baselines = new Map<ParameterSet, Baseline>();
	for (const [index, plan] of plans.entries()) {
		const operationIndex = index % soakedOperations.length;
		const operation = soakedOperations[operationIndex];
		const prepared = preparedStates.get(operation.provider)!;
		const parameterSet =
			operation.parameterSets[
				(seed + Math.floor(index / soakedOperations.length)) % operation.parameterSets.length
			];
		const baseline =
			baselines.get(parameterSet) ??
			(await measureBaseline(world, operation, parameterSet, prepared, report));
		baselines.set(parameterSet, baseline);
		const group = {
			operation,
			parameterSet,
			baseline,
			prepared,
			size: size * weights[operationIndex],
			index,
		};
		await soakGroup(world, group, plan, report);
		onProgress?.(report);
	}
	for (const trigger of TRIGGERS) {
		await trigger(world, { count: Math.min(1000, Math.ceil(items / 20)), seed }, report);
	}
	return report;
}

/** The faults for a group of concurrent executions, and the requests that they hit. */
const groupPlan = fc.record({
	runs: fc.array(
		fc.record({
			retryOnFail: fc.boolean(),
			onError: fc.constantFrom(...ON_ERROR),
			/** Whether n8n has removed the file of the items. */
			isFileRemoved: fc.oneof(
				{ arbitrary: fc.constant(false), weight: 6 },
				{ arbitrary: fc.constant(true), weight: 1 },
			),
			/** The share of the requests after which the run is cancelled; most runs are not. */
			cancelAfter: fc.oneof(
				{ arbitrary: fc.constant(undefined), weight: 6 },
				{ arbitrary: fc.double({ min: 0, max: 1, noNaN: true }), weight: 1 },
			),
		}),
		{ minLength: CONCURRENT_RUNS, maxLength: CONCURRENT_RUNS },
	),
	faults: fc.array(
		fc.record({
			name: fc.constantFrom(...Object.keys(FAULTS)),
			/** The share of the requests that pass before the fault. */
			after: fc.double({ min: 0, max: 1, noNaN: true }),
		}),
		{ minLength: 1, maxLength: 12 },
	),
	/** The rate limit in requests per half second, if there is one. */
	limit: fc.oneof(
		{ arbitrary: fc.constant(undefined), weight: 3 },
		{ arbitrary: fc.integer({ min: 20, max: 200 }), weight: 1 },
	),
});

type Plan = typeof groupPlan extends fc.Arbitrary<infer P> ? P : never;

interface Group {
	operation: SoakedOperation;
	parameterSet: ParameterSet;
	baseline: Baseline;
	prepared: PreparedState;
	/** The number of items of each run. */
	size: number;
	index: number;
}

/** Runs one item without faults, which must succeed, and returns its state before and after. */
async function measureBaseline(
	world: World,
	{ title, provider }: SoakedOperation,
	{ parameters, item }: ParameterSet,
	prepared: PreparedState,
	report: Report,
): Promise<Baseline> {
	const number = BASELINE_NUMBER;
	world.reset();
	const before = prepareFor(title, prepared, [number]).get(number);
	const binary = { binary: { data: IMAGE } };
	const { main, error } = await world.run(provider, parameters, [item(number)], {}, binary);
	const after = recordedStateOf(world.server(provider).state).get(number);
	if (error ?? main[0].length !== 1) {
		report.violations['does not work without faults'].push(
			`${title}: ${error?.message ?? `${main[0].length} items`}, ${JSON.stringify(parameters)}`,
		);
	}
	return { before, after };
}

/**
 * Reads a list, if the provider has one, so that the node learns the rate limit. Before the first response, the node
 * assumes LeadLex's smallest plan and would wait for a minute.
 */
async function learnLimits(world: World, provider: Provider): Promise<void> {
	const list = operations.find(
		(candidate) =>
			candidate.node.toLowerCase() === provider.toLowerCase() &&
			candidate.operation.value === 'getAll' &&
			!Object.keys(smallest(candidate.operation)).some((name) => name.endsWith('Id')),
	);
	if (!list) return;
	const { resource, operation } = list;
	const parameters = { resource, operation: operation.value, limit: 1 };
	const { error } = await world.run(provider, parameters, [{}]);
	if (error) throw new Error(error.message);
}

async function soakGroup(world: World, group: Group, plan: Plan, report: Report): Promise<void> {
	const { operation, parameterSet, prepared, size, index } = group;
	const { provider, title } = operation;
	const server = world.server(provider);
	world.reset();
	const first = (index % GROUPS_WITHOUT_EQUAL_NUMBERS) * MAX_GROUP;
	const numbers = Array.from({ length: CONCURRENT_RUNS * size }, (_, item) =>
		numberOf(first + item),
	);
	prepareFor(title, prepared, numbers);
	await learnLimits(world, provider);
	server.requests.length = 0;
	const requests = operation.isBatch ? CONCURRENT_RUNS : CONCURRENT_RUNS * size;
	for (const { name, after } of plan.faults.slice(0, Math.ceil(requests / 3))) {
		server.faults.add({ ...FAULTS[name](provider), skip: Math.floor(after * requests) });
	}
	server.limit(plan.limit === undefined ? null : { requests: plan.limit, perMs: 500 });

	const eventLoopDelay = monitorEventLoopDelay();
	eventLoopDelay.enable();
	const runs = await Promise.all(
		plan.runs.map(async ({ cancelAfter, isFileRemoved, ...settings }, run) => {
			const numbersOfRun = numbers.slice(run * size, (run + 1) * size);
			const label = `${title}, group ${index}, run ${run} (${settings.onError}, retry ${settings.retryOnFail}, cancelled ${cancelAfter ?? 'never'})`;
			const stop = new AbortController();
			const ended = new AbortController();
			let abortedAt = Infinity;
			const cancel = async (minRequests: number) => {
				while (server.requests.length < minRequests && !ended.signal.aborted) await wait(1);
				if (ended.signal.aborted) return;
				abortedAt = Date.now();
				stop.abort();
			};
			if (cancelAfter !== undefined) void cancel(Math.ceil(cancelAfter * requests));
			const options = { requestTimeout: REQUEST_TIMEOUT, maxConcurrentRequests: 20 };
			const result = await world.run(
				provider,
				{ ...parameterSet.parameters, options },
				numbersOfRun.map((number) => parameterSet.item(number)),
				{ ...settings, maxTries: 3, waitBetweenTries: 10 },
				{ signal: stop.signal, binary: { data: isFileRemoved ? REMOVED : IMAGE } },
			);
			ended.abort();
			if (Date.now() - abortedAt > MAX_CANCELLATION_MS) {
				report.violations['did not end within a second'].push(label);
			}
			return { label, numbers: numbersOfRun, result, cancelled: stop.signal.aborted };
		}),
	);

	eventLoopDelay.disable();
	// In nanoseconds. A response that came in time may have been read too late
	const isHeldUp = eventLoopDelay.max / 1e6 >= SLOW;
	if (isHeldUp) report.heldUpGroups++;

	report.requests += server.requests.length;
	for (const { fault } of server.requests) {
		if (fault) report.faults[fault] = (report.faults[fault] ?? 0) + 1;
	}
	const recorded = {
		state: recordedStateOf(server.state),
		writes: writesIn(server.requests),
		isHeldUp,
	};
	if (operation.isIndistinguishable) reconcileCounts(group, runs, server.requests, report);
	for (const run of runs) {
		report.runs++;
		report.items += run.numbers.length;
		if (run.cancelled) report.cancelledRuns++;
		if (!operation.isIndistinguishable) reconcile(group, run, recorded, report);
		const output = inspect(run.result.run, {
			depth: Infinity,
			showHidden: true,
			maxArrayLength: null,
			maxStringLength: null,
		});
		if (output.includes(world.secretOf(provider))) {
			report.violations['secret in the run'].push(run.label);
		}
	}
}

/** What the sandbox recorded of a group. */
interface Recorded {
	state: RecordedState;
	writes: Map<string, RecordedRequest[]>;
	/** Whether this process was held up for so long that requests may have timed out meanwhile. */
	isHeldUp: boolean;
}

interface ItemOutcome {
	error?: string;
	message?: string;
}

/** Returns the outputs of each item, by its index. */
function collectOutcomes({ main, error: stopped }: NodeRun): Map<number, ItemOutcome[]> {
	const outcomesByItem = new Map<number, ItemOutcome[]>();
	for (const { json, pairedItem } of main.flat()) {
		const { item } = pairedItem as { item: number };
		outcomesByItem.set(item, [...(outcomesByItem.get(item) ?? []), json]);
	}
	if (stopped) {
		const { message, description, context } = stopped;
		outcomesByItem.set(Number(context?.itemIndex), [
			{ error: message, message: description ?? '' },
		]);
	}
	return outcomesByItem;
}

/** Whether the write of an item was executed not at all, once, or otherwise (twice or in part). */
type WriteState = 'not' | 'once' | 'other';

function writeStateOf(
	number: string,
	{ parameterSet, baseline }: Group,
	{ state, writes }: Recorded,
): WriteState {
	const executed = (writes.get(number) ?? []).filter((request) => request.executed);
	if (!parameterSet.isIdempotent) {
		const calls = executed.map(({ operationId }) => operationId);
		if (new Set(calls).size < calls.length) return 'other';
	}
	// Some writes leave no record, such as a message that is sent
	if (baseline.before === baseline.after) return executed.length > 0 ? 'once' : 'not';
	if (state.get(number) === baseline.before) return 'not';
	return state.get(number) === baseline.after ? 'once' : 'other';
}

interface Run {
	label: string;
	numbers: string[];
	result: NodeRun;
	cancelled: boolean;
}

/** Compares counts where items are indistinguishable: executed writes lie between the successes and those plus the doubts. */
function reconcileCounts(
	{ index, operation: { title } }: Group,
	runs: Run[],
	requests: RecordedRequest[],
	report: Report,
): void {
	const done = requests.filter((request) => request.executed).length;
	let succeeded = 0;
	let open = 0;
	for (const { label, numbers, result, cancelled } of runs) {
		const outcomesByItem = collectOutcomes(result);
		for (const index of numbers.keys()) {
			const outcomes = outcomesByItem.get(index) ?? [];
			const mayBeMissing = result.error !== undefined || cancelled;
			if (outcomes.length === 0 && mayBeMissing) open++;
			else if (outcomes.length !== 1) report.violations.lost.push(`${label}: item ${index}`);
			else if (outcomes[0].error === undefined) succeeded++;
			else if (IN_DOUBT.test(String(outcomes[0].message))) {
				open++;
				reportInDoubt(title, report);
			} else report.refused++;
		}
	}
	report.succeeded += succeeded;
	const line = `${runs[0].label}, group ${index}: ${done} done, ${succeeded} reported as success`;
	if (done < succeeded) report.violations['called done, but not there'].push(line);
	if (done > succeeded + open) report.violations['called failed, but there'].push(line);
}

function reconcile(group: Group, run: Run, recorded: Recorded, report: Report): void {
	const { operation } = group;
	const { label, numbers, result, cancelled } = run;
	const outcomesByItem = collectOutcomes(result);
	let written = 0;
	let clean = 0;
	for (const [index, number] of numbers.entries()) {
		const requests = recorded.writes.get(number) ?? [];
		const writeState = writeStateOf(number, group, recorded);
		const addViolation = (guarantee: Guarantee, details: string) =>
			report.violations[guarantee].push(
				`${label}: item ${index} (${number}): ${details}; ${requests.map(inWords).join(', ')}`,
			);
		const executed = requests.filter((request) => request.executed);
		if (writeState !== 'not') written++;
		if (writeState === 'once' && executed.every(isClean)) clean++;

		const outcomes = outcomesByItem.get(index) ?? [];
		const [{ error, message = '' }] = outcomes.length > 0 ? outcomes : [{}];
		const words = `${error}: ${message}`;
		const isHalf = error !== undefined && HALF_DONE.test(words);
		const mayBeHalf = operation.title in TWO_WRITES && error !== undefined && IN_DOUBT.test(words);
		if (writeState === 'other' && !isHalf && !mayBeHalf && outcomes.length > 0) {
			addViolation(
				'written twice',
				`${recorded.state.get(number)} instead of ${group.baseline.after}`,
			);
		}
		if (outcomes.length === 0 && (result.error || cancelled)) {
			report.notReported++;
		} else if (outcomes.length !== 1) {
			addViolation('lost', `${outcomes.length} outcomes`);
		} else if (error === undefined) {
			report.succeeded++;
			if (writeState === 'not') addViolation('called done, but not there', inspect(outcomes[0]));
			if (requests.length === 1 && isOutcomeUnknown(requests[0])) report.resolvedByLookUp++;
		} else if (isHalf || IN_DOUBT.test(words)) {
			reportInDoubt(operation.title, report);
			const open = requests.filter(isOutcomeUnknown).length;
			const mayBeUnread = cancelled || recorded.isHeldUp;
			if (open === 0 && !mayBeUnread && !isHalf) addViolation('in doubt without a cause', words);
			// A rejection ends the attempts but does not show what an earlier attempt did
			const isExplained =
				operation.title in ALLOWED_IN_DOUBT ||
				mayBeUnread ||
				open >= MAX_ATTEMPTS ||
				requests.some(isRejection);
			if (!isExplained) addViolation('in doubt, though the API can tell', words);
		} else {
			report.refused++;
			if (writeState === 'once') addViolation('called failed, but there', words);
		}
	}

	if (result.error && !cancelled) {
		// Compares the number in the node's error with the writes that the sandbox executed
		const claimed = Number(
			/(\d+) of \d+ were written to/.exec(result.error.description ?? '')?.[1] ?? 0,
		);
		// After a timeout, the node also gives up the other requests in flight
		const gaveUp = result.error.message.includes('did not answer in time');
		if (claimed > written || (!group.parameterSet.isIdempotent && !gaveUp && claimed < clean)) {
			report.violations.lost.push(
				`${label}: says ${claimed} were written, of ${clean} to ${written}: ${result.error.message}`,
			);
		}
	}
}

function reportInDoubt(title: string, { inDoubt }: Report): void {
	inDoubt[title] = (inDoubt[title] ?? 0) + 1;
}

const inWords = ({ operationId, status, fault, executed }: RecordedRequest) =>
	`${operationId} ${status ?? 'no response'}${fault ? ` [${fault}]` : ''}${executed ? ' done' : ''}`;
