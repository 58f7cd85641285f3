/** Tests what a run does after its writes if the operation has a follow-up. */
import { describe, expect, test } from '@jest/globals';
import { callAllOrFailures } from '../../../nodes/shared/operation/request';
import type { SingleOperation } from '../../../nodes/shared/operation/types';
import { apiOf, runOperation } from '../../support/runOperation';
import type { Respond } from '../../support/runOperation';

const operation: SingleOperation<string> = {
	...{ value: 'a', name: 'A', action: 'A', description: 'A', properties: [] },
	parse: () => '',
	request: (name) => ({ method: 'POST', path: '/records', body: { name } }),
	output: ({ id }) => ({ id, isRead: false }),
	recordId: ({ id }) => id,
	*followUp(records) {
		const paths = records.map(({ json }) => `/records/${String(json.id)}`);
		const results = yield* callAllOrFailures(paths.map((path) => ({ method: 'GET', path })));
		return records.map(({ params, json }, index) =>
			'body' in results[index] ? { ...json, name: params, isRead: true } : json,
		);
	},
};

/** Refuses a name, and responds to reads with a status. */
const responding =
	(refused: string, readStatus = 200): Respond =>
	({ method, body = {} }) => {
		if (method === 'GET') return { status: readStatus, body: {} };
		return body.name === refused
			? { status: 400, body: { message: 'No' } }
			: { status: 201, body: { id: `id-${String(body.name)}` } };
	};

const NAMES = ['a', 'b', 'c'];
const start = async (...args: [Respond, Parameters<typeof runOperation>[4]?]) =>
	await runOperation(apiOf('Voxworks'), operation, NAMES, ...args);
type Run = Awaited<ReturnType<typeof start>>;
const jsonOf = ({ outcomes }: Run) =>
	outcomes.map((outcome) => (outcome && 'json' in outcome ? outcome.json : undefined));
const methodsOf = ({ sent }: Run) => sent.map(({ method }) => method).join(' ');
const itemsOf = () => NAMES.map(() => ({ json: {} }));

describe('the follow-up of a run', () => {
	test('completes the outputs once all items are sent', async () => {
		const run = await start(responding(''));
		expect(methodsOf(run)).toBe('POST POST POST GET GET GET');
		expect(jsonOf(run)).toEqual(NAMES.map((name) => ({ id: `id-${name}`, name, isRead: true })));
		expect(run.written).toBe(3);
	});

	test('is about the items that were written', async () => {
		const run = await start(responding('b'));
		expect(methodsOf(run)).toBe('POST POST POST GET GET');
		expect(jsonOf(run)).toMatchObject([{ isRead: true }, undefined, { isRead: true }]);
	});

	test('leaves the outputs as they are if it throws', async () => {
		const broken = {
			...operation,
			*followUp(): Generator<never> {
				throw new Error('Cannot read properties of undefined');
			},
		} as SingleOperation<string>;
		const run = await runOperation(apiOf('Voxworks'), broken, NAMES, responding(''));
		expect(jsonOf(run)).toMatchObject(NAMES.map((name) => ({ id: `id-${name}` })));
	});

	test('does not run if the node stops at a failure, but in the next attempt of Retry On Fail', async () => {
		const items = itemsOf();
		const first = await start(responding('b'), { stopAtFailure: true, items });
		expect(methodsOf(first)).not.toContain('GET');
		const second = await start(responding(''), { stopAtFailure: true, items });
		const names = [...first.sent, ...second.sent]
			.filter(({ method }) => method === 'POST')
			.map(({ body }) => body?.name);
		expect([...names].sort()).toEqual(['a', 'b', 'b', 'c']);
		expect(jsonOf(second)).toMatchObject(NAMES.map(() => ({ isRead: true })));
	});

	test('is not repeated by Retry On Fail', async () => {
		const items = itemsOf();
		await start(responding('b'), { items });
		const second = await start(responding(''), { items });
		expect(methodsOf(second)).toBe('POST GET');
		const third = await start(responding(''), { items });
		expect(third.sent).toEqual([]);
		expect(jsonOf(third)).toMatchObject(NAMES.map((name) => ({ name, isRead: true })));
	});

	test('runs in the next attempt also if nothing is left to write', async () => {
		const items = itemsOf();
		const stopped = await start(responding('c'), { stopAtFailure: true, items });
		expect(methodsOf(stopped)).toBe('POST POST POST');
		const run = await runOperation(
			apiOf('Voxworks'),
			operation,
			NAMES.slice(0, 2),
			responding(''),
			{
				items,
			},
		);
		expect(methodsOf(run)).toBe('GET GET');
	});
});
