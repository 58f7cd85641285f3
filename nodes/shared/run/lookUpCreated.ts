/** Looks up records whose creation is in doubt: each by its key, among those that were created since the run began. */
import type { IDataObject } from 'n8n-workflow';

import { messagesFor } from '../http/messages';
import { runStepsOrThrow } from '../http/runSteps';
import type { Send } from '../http/sender';
import type { Api } from '../operation/api';
import type { Failure, Outcome } from '../operation/outcome';
import { rowsOfOutcome } from '../operation/outcome';
import type { Steps } from '../operation/request';
import { groupBy } from '../utils/collections';
import { idKey } from '../utils/text';
import type { CreatingMany, CreatingOne, FailedJob, LookUpContext, OnSettled } from './inDoubt';
import { appendDescription, isCreatingMany, notFoundSoFar } from './inDoubt';
import { forEachAtOnce } from './lookUpReads';

type Creating<P> = CreatingOne<P> | CreatingMany<P>;

/** A record of a job. Its outcome is in doubt until it is looked up. */
interface InDoubtRecord<P> {
	params: P;
	since: number;
	outcome: Outcome;
}

/** The records of one key and the rows that may be them: undefined if reading failed. */
interface Group<P> {
	keyText: string;
	records: Array<InDoubtRecord<P>>;
	rows: IDataObject[] | undefined;
	/** The rows that are one of the records beyond doubt. */
	certain: IDataObject[];
	/** When reading began. */
	readAt: number;
}

/** A record is resolved only if exactly one new row can be meant. */
export async function lookUpCreated<P>(
	operation: Creating<P>,
	failedJobs: Array<FailedJob<P>>,
	context: LookUpContext,
	onSettled: OnSettled<P>,
): Promise<void> {
	const jobs = failedJobs.map(({ job, failure, since, outcomes = [] }) => ({
		job,
		records: job.records.map((params, index) => ({
			...{ params, since },
			outcome: outcomes[index] ?? { failure },
		})),
	}));
	const records = jobs.flatMap((job) => job.records);
	const inDoubt = records.filter(
		({ params, outcome }) =>
			'failure' in outcome && outcome.failure.inDoubt && operation.lookUp.key(params) !== undefined,
	);
	const written = [...context.written, ...records.flatMap(({ outcome }) => rowsOfOutcome(outcome))];
	const groups = await findGroups(operation, inDoubt, { ...context, written });

	// A row that fits several keys may be any of them, so all groups are read before one is settled
	const fits = groupBy(
		groups.flatMap(({ certain }) => certain),
		(row) => idOf(operation, row),
	);
	await forEachAtOnce(
		groups,
		context.limit,
		async (group) => await settleGroup(operation, group, fits, context),
	);
	for (const { job, records: settled } of jobs) {
		onSettled(
			job,
			settled.map(({ outcome }) => outcome),
		);
	}
}

const idOf = <P>(operation: Creating<P>, row: IDataObject): string =>
	idKey(recordId(operation, row));

const recordId = <P>(operation: Creating<P>, row: IDataObject): unknown =>
	isCreatingMany(operation) ? operation.lookUp.recordId(row) : operation.recordId(row);

/** Reads the new rows of all keys, without those that an item of the run has put out. */
async function findGroups<P>(
	operation: Creating<P>,
	inDoubt: Array<InDoubtRecord<P>>,
	context: LookUpContext,
): Promise<Array<Group<P>>> {
	const { written, send, now, limit } = context;
	const { key, isCertain = () => true } = operation.lookUp;
	if (inDoubt.length === 0) return [];
	const since = await findSince(operation, inDoubt[0], context);
	if (!since) return [];
	const writtenIds = new Set(written.map((json) => idOf(operation, json)));
	const readRows = rowReader(operation, since, send);
	const byKey = groupBy(inDoubt, ({ params }) => String(key(params)));
	const groups = [...byKey].map(([keyText, records]): Group<P> => ({
		keyText,
		records,
		rows: undefined,
		certain: [],
		readAt: 0,
	}));
	await forEachAtOnce(groups, limit, async (group) => {
		const { keyText, records } = group;
		group.readAt = now();
		const rows = await readRows(keyText, records[0].params);
		const isSure = (row: IDataObject) =>
			records.some((record) => isCertain(row, record.params, since));
		group.rows = rows?.filter((row) => !writtenIds.has(idOf(operation, row)));
		group.certain = group.rows?.filter(isSure) ?? [];
	});
	return groups;
}

/**
 * Returns the time from which on a record may be one of the run; undefined if no response tells what time it is. n8n's
 * clock would not do: by it, the record may be missed, or an older one be taken for it.
 */
async function findSince<P>(
	operation: Creating<P>,
	{ params }: InDoubtRecord<P>,
	{ since, now, send }: LookUpContext,
): Promise<Date | undefined> {
	const steps = () => rowSteps(operation, params, new Date(now()));
	if (!since()) await read(() => firstRequests(steps()), send);
	const start = since()?.getTime();
	// APIs may store whole seconds, and their filters may leave out the moment itself
	return start === undefined ? undefined : new Date(Math.floor(start / 1000) * 1000 - 1);
}

const rowSteps = <P>(operation: Creating<P>, params: P, since: Date): Steps<IDataObject[]> =>
	isCreatingMany(operation)
		? operation.lookUp.findAll(since)
		: operation.lookUp.find(params, since);

/** Sends what steps send first, without going on. */
function* firstRequests(steps: Steps<unknown>): Steps<void> {
	const step = steps.next();
	if (!step.done) yield step.value;
}

/** Returns a function that reads the rows of a key, or one that reads all rows once. Undefined if reading fails. */
function rowReader<P>(
	operation: Creating<P>,
	since: Date,
	send: Send,
): (key: string, params: P) => Promise<IDataObject[] | undefined> {
	if (!isCreatingMany(operation)) {
		return async (_, params) => await read(() => operation.lookUp.find(params, since), send);
	}
	const { findAll, keyOfRow } = operation.lookUp;
	const all = read(() => findAll(since), send).then((rows) => rows && groupBy(rows, keyOfRow));
	return async (key) => {
		const rows = await all;
		return rows && (rows.get(key) ?? []);
	};
}

async function read<T>(steps: () => Steps<T>, send: Send): Promise<T | undefined> {
	try {
		return await runStepsOrThrow(steps, send);
	} catch {
		return undefined;
	}
}

async function settleGroup<P>(
	operation: Creating<P>,
	{ records, rows, certain, readAt }: Group<P>,
	fits: Map<string, IDataObject[]>,
	{ api, send }: LookUpContext,
): Promise<void> {
	const isOnlyFit = (row: IDataObject) => fits.get(idOf(operation, row))?.length === 1;
	const [row] = certain;
	if (records.length === 1 && certain.length === 1 && isOnlyFit(row)) {
		const { get } = operation.lookUp;
		const json = get ? await read(() => get(row), send) : row;
		if (json) {
			records[0].outcome = { json };
			return;
		}
	}
	// A row that certainly is a record of another key is not this one
	const possible = rows?.filter(
		(candidate) => certain.includes(candidate) || !fits.has(idOf(operation, candidate)),
	);
	const ids = possible?.map((candidate) => recordId(operation, candidate));
	for (const record of records) {
		const { failure } = record.outcome as { failure: Failure };
		record.outcome = { failure: withFindings(api, failure, ids, readAt - record.since) };
	}
}

/** Adds to a failure which records may be the one in doubt; `ids` is undefined if reading failed. */
function withFindings(
	api: Api,
	failure: Failure,
	ids: unknown[] | undefined,
	elapsed: number,
): Failure {
	if (!ids) return failure;
	if (ids.length === 0) return notFoundSoFar(api, failure, elapsed);
	return appendDescription(failure, messagesFor(api.name).severalMatches(ids.join(', ')));
}
