/** Records in responses of other forms than the documented one, for every operation that reads or creates one. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../nodes/shared/operation/api';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import type { BatchOperation, SingleOperation } from '../../nodes/shared/operation/types';
import { isObject } from '../../nodes/shared/utils/guards';
import { outcomesOf } from '../../nodes/shared/run/outcomes';
import { plan } from '../../nodes/shared/run/plan';
import { exampleResponse } from '../support/contracts';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import {
	fullest,
	readParams,
	requestsFor,
	yieldedRequests,
	smallest,
} from '../support/parameterSamples';

const having = <K extends string>(member: K) =>
	operations.filter(({ operation }) => member in operation);

const API: Api = {
	name: 'Example',
	credential: 'exampleApi',
	secret: () => '',
	errorMessage: () => undefined,
	isError: () => false,
	advice: {},
	concurrency: 1,
};

describe.each(having('recordId'))('$title', ({ operation: found }) => {
	const operation = found as Required<SingleOperation<unknown>>;
	const params = readParams(operation, smallest(operation));
	const [job] = plan(operation, [{ itemIndex: 0, params }]);
	const outcomeOf = (body: IDataObject) =>
		outcomesOf(API, operation, job, { value: body, wrote: true }, 0);
	const record = { id: 'id-1', contact_id: 'id-1', list_id: 'id-1', object_type_id: 'id-1' };
	const created = { ...record, call_id: 'id-1' };

	test('takes the one record of a list for the created one', () => {
		// A body that is a list is in `data`
		const outcomes = outcomeOf({ data: [created] });
		expect(outcomes).toMatchObject([{ json: { id: 'id-1' } }]);
	});

	test.each([[], [created, created], [null], ['id-1'], [[created]]].map((data) => ({ data })))(
		'does not guess the created record from $data',
		(body) => {
			const outcomes = outcomeOf(body);
			expect(outcomes).not.toMatchObject([{ json: expect.anything() }]);
		},
	);
});

/** Returns a response without any ID in it. */
function withoutIds(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutIds);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => !/^(id|.*_id)$/.test(key))
			.map(([key, inner]) => [key, withoutIds(inner)]),
	);
}

const expectIds = (requests: ApiRequest[]) => {
	const paths = requests.map(({ path }) => path);
	expect(paths.filter((path) => /\/(undefined|null|NaN|)(\/|$)/.test(path))).toEqual([]);
};

describe.each(having('steps'))('$title', ({ contract, operation }) => {
	test('asks for no record without an ID', () => {
		for (const parameters of [smallest(operation), fullest(operation)]) {
			// The contact that has the email, but no ID
			const contacts = [{ email: parameters.email, full_name: 'Jane Doe' }];
			const respond = (request: ApiRequest) => {
				const body = withoutIds(exampleResponse(contract, request)) as IDataObject;
				return parameters.email ? { data: { contacts } } : body;
			};
			let requests: ApiRequest[] = [];
			try {
				requests = requestsFor(operation, parameters, (request) => {
					expectIds([request]);
					return respond(request);
				});
			} catch (error) {
				expect((error as Error).message).toMatch(/(no ID|without an ID|did not)/);
			}
			expectIds(requests);
		}
	});
});

const getOf = ({ operation }: OperationEntry) =>
	(operation as Partial<SingleOperation<unknown>>).lookUp?.get;

describe.each(operations.filter(getOf))('$title', (target) => {
	test.each<unknown>([undefined, null, ''])('does not look up a record by %p', (id) => {
		const steps = getOf(target)?.({ id } as IDataObject);
		expect(() => steps && yieldedRequests(steps)).toThrow(/no ID|cannot be used as an ID/);
	});
});

test('some operations read the record that a look-up found', () => {
	expect(operations.filter(getOf).length).toBeGreaterThan(1);
});

const UUID = 'c1b2a3d4-e5f6-7890-abcd-ef1234567890';

/** Returns parameters with one UUID for all IDs. */
const withUuid = ({ operation }: OperationEntry, uuid: string) =>
	Object.fromEntries(
		Object.entries(fullest(operation)).map(([name, value]) => {
			if (!/Ids?$/.test(name)) return [name, value];
			return [name, isObject(value) ? { ...value, value: uuid } : uuid];
		}),
	);

const batches = having('batch').filter(
	({ operation }) => (operation as BatchOperation<unknown>).batch.recordId,
);

describe.each(batches)('$title', (target) => {
	const operation = target.operation as BatchOperation<unknown>;

	test('sends a record once whose ID is written in two ways', () => {
		const tasks = [UUID, UUID.toUpperCase()].map((uuid, itemIndex) => ({
			itemIndex,
			params: readParams(operation, withUuid(target, uuid)),
		}));
		const jobs = plan(operation, tasks);
		expect(jobs.map(({ records }) => records.length)).toEqual([1]);
		expect(jobs[0].tasks).toEqual([tasks]);
	});
});
