/** Every list of the editor, of a provider whose records have names that n8n would run. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { isObject } from '../../../nodes/shared/utils/guards';
import { allFields, builtNodes, manifest } from '../../support/package';
import { useWorld } from '../../support/useWorld';
import type { Provider } from '../../support/world';

const world = useWorld();

const lists = builtNodes.flatMap(({ instance: { description, methods = {} } }) =>
	(['listSearch', 'loadOptions', 'resourceMapping'] as const).flatMap((kind) =>
		Object.keys(methods[kind] ?? {}).map((method) => ({
			title: `${description.name} ${method}`,
			provider: description.name as Provider,
			kind,
			method,
			properties: description.properties,
		})),
	),
);

const NO_LIST = 'answered with something other than a list';
/** These show the entries of `stages` or `fields` of a record in place of the record. */
const SHOWS_OWN_LIST = new Set(['searchStages', 'searchStageIds', 'getDefinitionFields']);

const EXPRESSION = '={{ $json }}';
/** These say which record it is; all other texts are shown. */
const IDENTIFIES = /^(id|.*_id|alias|value)$/;

/** Puts an expression before each text whose key `isChanged`. */
function withExpressions(value: unknown, isChanged: (key: string) => boolean, key = ''): unknown {
	if (typeof value === 'string') return isChanged(key) ? `${EXPRESSION}${value}` : value;
	if (Array.isArray(value)) return value.map((entry) => withExpressions(entry, isChanged, key));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, withExpressions(inner, isChanged, name)]),
	);
}

const textsIn = (value: unknown): string[] => {
	if (typeof value === 'string') return [value];
	return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(textsIn) : [];
};

/** A row with every property that a list shows. */
const ROW = {
	id: 'id-1',
	name: 'Name',
	full_name: 'Name',
	title: 'Name',
	subject: 'Name',
	description: 'Name',
	tag: 'Name',
	created_at: 'Name',
	stages: [{ id: 'stage-1', name: 'Stage' }],
	fields: [
		{ alias: 'alias', label: 'Field', type: 'text' },
		{ alias: 'choice', label: 'Choice', type: 'select', properties: [{ label: 'A', value: 'a' }] },
	],
};

/** A response with the row where the list of this path has its rows. */
function responseOf(path: string): unknown {
	const name = path.split('/').at(-1)!;
	if (path === '/tags') return [ROW];
	return path.startsWith('/v1/')
		? { data: { [name]: [ROW] } }
		: { [name]: [ROW], data: { definitions: [ROW] } };
}

/** The parameters with which the editor opens a list, and the path of its field in them. */
function opened(properties: INodeProperties[], method: string) {
	const uses = (field: INodeProperties) => JSON.stringify(field).includes(`"${method}"`);
	const property = properties.find(uses)!;
	const inner = allFields([property]).filter(uses).at(-1)!;
	const { resource = [], operation = [] } = property.displayOptions!.show!;
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });
	const parameters = {
		resource: resource[0],
		operation: operation[0],
		campaignId: locator('campaign'),
		definitionId: locator(ROW.id),
	} as INodeParameters;
	return { parameters, field: inner === property ? inner.name : `${property.name}.${inner.name}` };
}

describe.each(lists)('$title', ({ provider, kind, method, properties }) => {
	const server = () => world.server(provider);
	const { parameters, field } = opened(properties, method);
	const type = `${manifest.name}.${provider}`;

	const read = async () => {
		switch (kind) {
			case 'listSearch':
				return (await world.engine.listSearch(type, method, { parameters, field })).results;
			case 'loadOptions':
				return await world.engine.loadOptions(type, method, parameters);
			case 'resourceMapping':
				return (await world.engine.resourceMapping(type, method, parameters)).fields;
		}
	};
	const readWith = async (isChanged: (key: string) => boolean) => {
		// The mock server may know no such record, but it tells the path
		await read().catch(() => undefined);
		const body = withExpressions(responseOf(server().requests[0].path), isChanged) as IDataObject;
		server().faults.add({ response: { status: 200, body } });
		return await read();
	};

	test('shows a record', async () => {
		expect(await readWith(() => false)).not.toEqual([]);
	});

	test('offers nothing that n8n would run once it is picked', async () => {
		for (const isChanged of [
			() => true,
			(key: string) => IDENTIFIES.test(key),
			(key: string) => !IDENTIFIES.test(key),
		]) {
			const offered = await readWith(isChanged);
			expect(textsIn(offered).filter((text) => text.startsWith('='))).toEqual([]);
		}
	});

	test('shows such a name with a sign before it, unless it would be picked by its name', async () => {
		const offered = await readWith((key) => !IDENTIFIES.test(key));
		const isByName = ['searchPipelines', 'searchStages'].includes(method);
		const names = textsIn(offered).filter((text) => text.includes(EXPRESSION));
		expect(names.length > 0).toBe(!isByName);
	});

	test('shows the texts of the API as names only, because n8n shows a description as HTML', async () => {
		const offered = (await readWith(() => false)) as Array<{ options?: object[] }>;
		const entries = offered.flatMap((entry) => [entry, ...(entry.options ?? [])]);
		const shown = entries.flatMap((entry) =>
			Object.entries(entry).filter(([, value]) => typeof value === 'string'),
		);
		const names = new Set(shown.map(([name]) => name));
		for (const name of ['name', 'value', 'id', 'displayName', 'type']) names.delete(name);
		expect([...names]).toEqual([]);
	});

	test.each<IDataObject>([{}, { ok: true }, { data: null }, { data: { ok: true } }])(
		'fails in place of an empty list when the response is %j',
		async (body) => {
			server().faults.add({ response: { status: 200, body }, times: Infinity });
			await expect(read()).rejects.toThrow(NO_LIST);
		},
	);

	test.each([['text'], [{ a: 1 }], [5], [null], [[null, 'text', 5]]])(
		'copes with a record whose own lists are %j',
		async (list) => {
			await read().catch(() => undefined);
			const row = { ...ROW, stages: list, fields: list };
			const response = responseOf(server().requests[0].path);
			const text = JSON.stringify(response).replaceAll(JSON.stringify(ROW), JSON.stringify(row));
			server().faults.add({ response: { status: 200, body: JSON.parse(text) as IDataObject } });
			expect(await read()).toHaveLength(SHOWS_OWN_LIST.has(method) ? 0 : 1);
		},
	);

	test('leaves out a record without an ID', async () => {
		await read().catch(() => undefined);
		const row = { ...ROW, id: undefined, name: null, stages: [{ name: null }] };
		const response = responseOf(server().requests[0].path);
		const text = JSON.stringify(response).replaceAll(JSON.stringify(ROW), JSON.stringify(row));
		server().faults.add({ response: { status: 200, body: JSON.parse(text) as IDataObject } });
		// Voxworks does not document where a list is, so rows without IDs are not taken for one
		if (provider === 'voxworks') await expect(read()).rejects.toThrow(NO_LIST);
		else expect(await read()).toEqual([]);
	});
});

describe('a list whose parent is another field', () => {
	const leadLex = builtNodes.find(({ instance }) => instance.description.name === 'leadLex')!;
	const open = async (method: string, parent: INodeParameters) => {
		const { parameters, field } = opened(leadLex.instance.description.properties, method);
		const [collection, inner] = field.split('.');
		const changed = inner ? { [collection]: parent } : parent;
		const type = `${manifest.name}.leadLex`;
		const query = { parameters: { ...parameters, ...changed }, field };
		return (await world.engine.listSearch(type, method, query)).results;
	};
	const pipeline = { id: 'pipe-1', name: 'Sales', stages: [{ id: 'stage-1', name: 'Won' }] };
	const answer = () =>
		world.server('leadLex').faults.add({
			response: { status: 200, body: { data: { pipelines: [pipeline] } } },
		});

	test.each([
		['searchStages', 'pipeline'],
		['searchStageIds', 'pipelineId'],
	])('%s shows all stages if the pipeline is an expression', async (method, parent) => {
		for (const value of ['={{ $json.pipeline }}', '', null, undefined] as string[]) {
			for (const written of [value, { __rl: true, mode: 'id', value }]) {
				answer();
				const results = await open(method, { [parent]: written });
				expect(results.map(({ name }) => name)).toEqual(['Won']);
			}
		}
	});

	test('searchStages compares the names of pipelines as they look', async () => {
		const value = 'Ac\u0327a\u0303o';
		const body = { data: { pipelines: [pipeline, { ...pipeline, name: 'A\u00e7\u00e3o' }] } };
		world.server('leadLex').faults.add({ response: { status: 200, body } });
		const selected = { pipeline: { __rl: true, mode: 'name', value } };
		expect(await open('searchStages', selected)).toHaveLength(1);
	});

	test('searchSteps says what to pick first', async () => {
		for (const value of ['={{ $json.campaign }}', '', null, undefined] as string[]) {
			for (const campaignId of [value, { __rl: true, mode: 'id', value }]) {
				await expect(open('searchSteps', { campaignId })).rejects.toThrow(
					'Pick a campaign first: its steps are listed here.',
				);
			}
		}
		expect(world.server('leadLex').requests).toEqual([]);
	});
});
