/** A batch that an API refuses as a whole is sent again in halves, for every operation that sends batches. */
import { describe, expect, test } from '@jest/globals';

import { operations } from '../support/package';
import { fullest, readParams } from '../support/parameterSamples';
import type { Respond, SentRequest } from '../support/runOperation';
import { apiOf, runOperation } from '../support/runOperation';
import type { BatchOperation } from '../../nodes/shared/operation/types';
import { isBatch } from '../../nodes/shared/operation/types';
import { isBulk } from '../../nodes/shared/run/bulk';

const COUNT = 16;
const BAD = 11;
const markOf = (index: number) => `x${index}y`;

/** Returns copies of a value with a text added to one of its texts: to each in turn. */
function* withText(value: unknown, text: string): Generator<unknown> {
	if (typeof value === 'string') yield value + text;
	if (typeof value !== 'object' || value === null) return;
	for (const [key, part] of Object.entries(value)) {
		for (const changed of withText(part, text)) {
			yield Array.isArray(value)
				? value.map((entry: unknown, index) => (String(index) === key ? changed : entry))
				: { ...value, [key]: changed };
		}
	}
}

/** Records of one batch, each with its mark in the body. */
function recordsOf({ batch, request }: BatchOperation<unknown>, sample: unknown): unknown[] {
	const isOfBatch = (record: unknown) =>
		batch.groupBy(record) === batch.groupBy(sample) &&
		JSON.stringify(request([record]).body).includes(markOf(0));
	const place = [...withText(sample, markOf(0))].findIndex(isOfBatch);
	return Array.from({ length: COUNT }, (_, at) => [...withText(sample, markOf(at))][place]);
}

const holds = ({ body }: SentRequest, at: number) =>
	JSON.stringify(body ?? {}).includes(markOf(at));
const refuse =
	(status: number): Respond =>
	(request) =>
		holds(request, BAD)
			? { status, body: { error: 'Bad record', message: 'Bad record' } }
			: { status: 200, body: {} };

const batches = operations.flatMap(({ title, node, operation }) => {
	const batch = isBulk(operation) ? operation.bulk.create : operation;
	return isBatch(batch) ? [{ title, node, operation, batch }] : [];
});

describe.each(batches)('$title', ({ node, operation, batch }) => {
	const sample = readParams(operation, fullest(operation));
	const limited = { ...batch, batch: { ...batch.batch, maxSize: COUNT } };
	const records = recordsOf(batch, sample);
	const run = async (respond: Respond) =>
		await runOperation(apiOf(node), limited, records, respond);
	const sizeOf = (request: SentRequest) =>
		records.filter((_, index) => holds(request, index)).length;
	const isBlamed = (index: number, outcomes: unknown[]) =>
		JSON.stringify(outcomes[index] ?? {}).includes('Bad record');

	test.each([400, 413, 422])('fails the one record that is refused with %i', async (status) => {
		const { sent, outcomes } = await run(refuse(status));
		// An empty success may be sent again where that is harmless
		const distinct = new Map(sent.map((request) => [JSON.stringify(request.body), request]));
		const writes = [...distinct.values()].filter((request) => sizeOf(request) > 0);
		expect(writes.filter((request) => holds(request, BAD)).map(sizeOf)).toEqual([16, 8, 4, 2, 1]);
		expect(
			writes
				.filter((request) => !holds(request, BAD))
				.map(sizeOf)
				.sort(),
		).toEqual([...[1, 2, 4, 8]]);
		expect(records.map((_, index) => isBlamed(index, outcomes))).toEqual(
			records.map((_, index) => index === BAD),
		);
	});

	test.each([401, 404, 409])('sends a batch once that is refused with %i', async (status) => {
		const { sent, outcomes } = await run(refuse(status));
		expect(sent).toHaveLength(1);
		expect(records.every((_, index) => isBlamed(index, outcomes))).toBe(true);
	});
});
