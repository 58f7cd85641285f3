/** Every documented call gets the documented response. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROVIDERS, providers, startSandbox } from '../../tools/mockServers';
import type { Sandbox } from '../../tools/mockServers';
import { createValidator } from '../../tools/mockServers/contract/validator';
import { operationsOf } from '../../tools/mockServers/contract/operations';
import type { Operation } from '../../tools/mockServers/contract/operations';
import type { Ids } from '../support/fixtures';
import { fixturesOf, prepare, senderTo } from '../support/fixtures';
import { fullestQuery, smallestBody, smallestQuery } from '../support/contractSamples';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const hasFilter = ({ method, parameters }: Operation) =>
	method === 'GET' &&
	parameters.some((parameter) => parameter.in === 'query' && parameter.name !== 'i');
const hasId = ({ path }: Operation) => path.includes('{');

test.each(['voxworks', 'leadLex', 'sprintHub'] as const)(
	'%s has calls with filters and with IDs',
	(provider) => {
		const operations = operationsOf(providers[provider].contract);
		expect([operations.some(hasFilter), operations.some(hasId)]).toEqual([true, true]);
	},
);

describe.each(PROVIDERS)('%s', (provider) => {
	const { contract } = providers[provider];
	const setup = () => fixturesOf(sandbox)[provider];
	const operations = operationsOf(contract);
	const { checkResponse, operationIds } = createValidator(contract);
	let ids: Ids;
	let prepared: object;

	const send = (...request: Parameters<ReturnType<typeof senderTo>>) =>
		senderTo(provider, setup().server())(...request);

	beforeAll(async () => {
		ids = await prepare(provider, setup());
		prepared = structuredClone(setup().server().state);
	});

	/** Replaces the vendor's IDs in an example by IDs that exist here. */
	function withIds(body: unknown): unknown {
		const fields = Object.entries(body ?? {}).map(([name, value]) => {
			if (!/ids?$/i.test(name) || !(name in ids)) return [name, value as unknown];
			return [name, Array.isArray(value) ? [ids[name]] : ids[name]];
		});
		return body === undefined ? undefined : Object.fromEntries(fields);
	}

	function pathOf({ path }: Operation, idsByPath = ids): string {
		return path.replace(/([\w/-]+)\/\{\w+\}/g, (_, before: string) => {
			const words = before.split('/');
			const id = idsByPath[words.slice(-2).join('/')] ?? idsByPath[words.at(-1)!] ?? 999_999;
			return `${before}/${encodeURIComponent(id)}`;
		});
	}

	test('reads every operation of the contract', () => {
		expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
			[...operationIds].sort(),
		);
	});

	test.each(operations.map((operation) => [operation.operationId, operation] as const))(
		'%s',
		async (operationId, operation) => {
			const { requests, state } = setup().server();
			Object.assign(state, structuredClone(prepared));
			setup().before?.[operationId]?.(ids);
			const body = setup().bodies?.[operationId]?.(ids) ?? withIds(smallestBody(operation));
			const query = smallestQuery(operation);
			const response = await send(operation.method, pathOf(operation), body, query);
			const { status, data, headers } = response;
			expect([status, status < 300 || data]).toEqual([operation.response.status, true]);
			expect(checkResponse(operationId, status, data)).toEqual([]);
			expect(requests.at(-1)).toMatchObject({ operationId, executed: true });
			const type = String(headers['content-type'] ?? '').split(';')[0];
			if (operation.response.type) expect(type).toBe(operation.response.type);
		},
	);

	for (const operation of operations.filter(hasFilter)) {
		const { operationId } = operation;
		test(`${operationId} accepts every filter at once`, async () => {
			Object.assign(setup().server().state, structuredClone(prepared));
			setup().before?.[operationId]?.(ids);
			const { status, data } = await send(
				'GET',
				pathOf(operation),
				undefined,
				fullestQuery(operation),
			);
			expect([status, status < 300 || data]).toEqual([operation.response.status, true]);
			expect(checkResponse(operationId, status, data)).toEqual([]);
		});
	}

	for (const operation of operations.filter(hasId)) {
		const { operationId } = operation;
		test(`${operationId} rejects an unknown ID`, async () => {
			const { requests, state } = setup().server();
			Object.assign(state, structuredClone(prepared));
			const body = setup().bodies?.[operationId]?.(ids) ?? withIds(smallestBody(operation));
			const path = pathOf(operation, {});
			const { status, data } = await send(operation.method, path, body, smallestQuery(operation));
			expect([400, 404]).toContain(status);
			expect(checkResponse(operationId, status, data)).toEqual([]);
			expect(requests.at(-1)).toMatchObject({ operationId, executed: false });
			expect(state).toEqual(prepared);
		});
	}
});
