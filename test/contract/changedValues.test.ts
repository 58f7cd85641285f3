/**
 * Every operation that writes, run again by Retry On Fail while an expression gives another value, such as one with
 * `$now`. What was written, or may have been, is not written a second time with the new value.
 */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { isObject } from '../../nodes/shared/utils/guards';
import { documentedRequests, documentedResponse, safeRequestsOf } from '../support/documentedRun';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import { allParameterSets, fullest, parses, smallest } from '../support/parameterSamples';
import type { Respond, SentRequest } from '../support/runOperation';
import { runNode } from '../support/runOperation';

interface Write extends OperationEntry {
	parameters: IDataObject;
	/** Parameters that write something else. */
	variations: IDataObject[];
}

const writesFor = (entry: OperationEntry, parameters: IDataObject): ApiRequest[] =>
	documentedRequests(entry, parameters).filter((request) => !isSafe(request));

/** The operations that write with the fullest or the smallest parameters that they accept, and these parameters. */
const writes = operations.flatMap((entry): Write[] => {
	const { operation } = entry;
	const parameters = [fullest(operation), smallest(operation)].find(
		(set) => parses(operation, set) && writesFor(entry, set as IDataObject).length > 0,
	);
	if (!parameters) return [];
	const set = parameters as IDataObject;
	return [{ ...entry, parameters: set, variations: variationsOf(entry, set) }];
});

/** The operations whose request for an item has an `Idempotency-Key`. */
const keyed = writes.filter(
	(entry) =>
		!('batch' in entry.operation) &&
		writesFor(entry, entry.parameters).some(({ idempotencyKey }) => idempotencyKey),
);

/** Returns parameters that write something else: each with one value changed, or else with another option. */
function variationsOf(entry: OperationEntry, parameters: IDataObject): IDataObject[] {
	const written = (set: IDataObject) => JSON.stringify(writesFor(entry, set));
	const before = written(parameters);
	const differing = (sets: unknown[]) =>
		(sets as IDataObject[]).filter(
			(set) => parses(entry.operation, set) && written(set) !== before,
		);
	const changed = differing(changesOf(parameters));
	return changed.length > 0 ? changed : differing(allParameterSets(entry.operation));
}

/** Returns a value once for each of its parts, with this part changed. */
function changesOf(value: unknown): unknown[] {
	if (typeof value === 'string') return [`${value}2`];
	if (typeof value === 'number') return [value + 1];
	if (typeof value === 'boolean') return [!value];
	if (Array.isArray(value)) {
		return value.flatMap((entry, index) =>
			changesOf(entry).map((changed) =>
				value.map((other: unknown, place) => (place === index ? changed : other)),
			),
		);
	}
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, part]) =>
		changesOf(part).map((changed) => ({ ...value, [name]: changed })),
	);
}

/** These leave a write in doubt, without a pause before it is sent again. */
const UNCLEAR = { status: 201, body: { data: { id: 'a' }, error: { code: 'x', message: 'No' } } };
const UNCLEAR_FLAG = { status: 201, body: { success: false, contact_id: 'a' } };

const IN_DOUBT = / may have /;

type ToWrite = (request: SentRequest) => ReturnType<Respond>;

/** Runs an operation in two attempts. Returns the writes of each, and whether a read told that nothing was written. */
async function twoAttempts(entry: Write, changed: IDataObject, toWrite: ToWrite) {
	const isRead = safeRequestsOf(entry, entry.parameters);
	const respond: Respond = (request) =>
		isRead(request) ? documentedResponse(entry, request) : toWrite(request);
	const items: INodeExecutionData[] = [{ json: {} }];
	const attempt = async (parameters: IDataObject) => {
		const { sent, output } = await runNode(entry, parameters, respond, items);
		const writesOfAttempt = sent
			.filter((request) => !isRead(request))
			.map(({ method, url, qs, body, headers }) => ({ method, url, qs, body, headers }));
		const isNotWritten = output.some(
			({ json }) => json.error !== undefined && !IN_DOUBT.test(String(json.message)),
		);
		const isFoundMissing = isNotWritten && sent.slice(-1).some(isRead);
		return { writes: writesOfAttempt, isFoundMissing };
	};
	const first = await attempt(entry.parameters);
	const second = await attempt(changed);
	return { ...first, again: second.writes };
}

test('there are operations that write, and values to change', () => {
	expect(writes.length).toBeGreaterThan(70);
	expect(keyed.length).toBeGreaterThan(20);
	const fixed = writes.filter(({ variations }) => variations.length === 0);
	expect(fixed.map(({ title }) => title)).toEqual([]);
});

/** The requests of steps depend on what they read, so another attempt could not repeat them. */
test('no operation of several steps relies on an Idempotency-Key', () => {
	expect(keyed.filter(({ operation }) => 'steps' in operation)).toEqual([]);
});

describe.each(writes)('$title', (entry) => {
	test.each<[string, ToWrite]>([
		['was written', (request) => documentedResponse(entry, request)],
		['may have been written', () => UNCLEAR],
		['may have been written, as a flag says', () => UNCLEAR_FLAG],
	])('writes nothing else for an item that %s', async (_, toWrite) => {
		for (const changed of entry.variations) {
			const { writes: first, again, isFoundMissing } = await twoAttempts(entry, changed, toWrite);
			expect(first).not.toEqual([]);
			if (isFoundMissing) continue;
			for (const request of again) expect(first).toContainEqual(request);
		}
	});
});

test.each(keyed)('$title is sent again with the same Idempotency-Key', async (entry) => {
	for (const parameters of [entry.parameters, ...entry.variations]) {
		const { writes: first, again } = await twoAttempts(entry, parameters, () => UNCLEAR);
		expect(first).toMatchObject([{ headers: { 'Idempotency-Key': expect.any(String) } }]);
		expect(again).toEqual(first);
	}
});
