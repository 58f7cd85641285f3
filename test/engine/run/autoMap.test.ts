/** Every operation that can map columns, in n8n's engine, beside the same values filled in below. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { toColumns } from '../../support/columns';
import type { PreparedState } from '../../support/operationFixtures';
import { parametersForFixtures, preparedStateOf, restore } from '../../support/operationFixtures';
import { operations } from '../../support/package';
import { allParameterSets, parses } from '../../support/parameterSamples';
import { useWorld } from '../../support/useWorld';
import { CONTINUE_ON_FAIL, hintsOf, providerOf } from '../../support/world';

const world = useWorld();
const preparedStates = new Map<string, PreparedState>();

beforeEach(() => world.reset());

const withAutoMap = operations.flatMap((entry) => {
	const { autoMap } = entry.operation;
	return autoMap ? { ...entry, autoMap } : [];
});

describe.each(withAutoMap)('$title', (entry) => {
	test('sends the same for columns as for values below', async () => {
		const provider = providerOf(entry.node);
		const prepared = preparedStates.get(provider) ?? (await preparedStateOf(world, provider));
		preparedStates.set(provider, prepared);
		const { resource, operation, autoMap } = entry;
		const [sample] = allParameterSets(operation).filter((set) => parses(operation, set));
		const below = parametersForFixtures(entry, sample, prepared.ids);
		const { rest, row } = toColumns(below, autoMap);
		expect(Object.keys(row).length).toBeGreaterThan(0);

		const requestsFor = async (parameters: IDataObject, item: IDataObject) => {
			restore(prepared, entry.title);
			const { requests } = world.server(provider);
			requests.length = 0;
			const choice = { resource, operation: operation.value };
			const run = await world.run(provider, { ...choice, ...parameters }, [item]);
			expect(run.error).toBeUndefined();
			// Calls get new IDs each time, which reads have in their paths
			return requests
				.filter(({ method }) => method !== 'GET')
				.map(({ method, path, body }) => ({ method, path, body }));
		};
		const fromBelow = await requestsFor(below, {});
		const fromColumns = await requestsFor({ ...rest, dataToSend: 'autoMapInputData' }, row);
		expect(fromColumns).toEqual(fromBelow);
		expect(fromBelow.length).toBeGreaterThan(0);
	});
});

const CREATE = {
	resource: 'contact',
	operation: 'create',
	dataToSend: 'autoMapInputData',
} as INodeParameters;

test('columns that are no field are named in one hint', async () => {
	const rows = [
		{ 'Full Name': 'Jane Doe', row_number: 2, 'E-Mail': 'jane@example.com' },
		{ full_name: 'Hans Müller', row_number: 3, Region: 'EMEA <1>' },
	];
	const result = await world.run('leadLex', CREATE, rows);
	expect(result.main[0].map(({ json }) => [json.full_name, json.email])).toEqual([
		['Jane Doe', 'jane@example.com'],
		['Hans Müller', undefined],
	]);
	expect(hintsOf(result).map(({ message }) => message)).toEqual([
		'2 columns are not fields of a LeadLex contact and were not sent: row_number, Region',
	]);
});

test('the hint is short and shown as text, however many columns there are', async () => {
	const columns = Array.from({ length: 400 }, (_, index) => [
		`<&'"> ${index} ${'&'.repeat(90)}`,
		1,
	]);
	const row = { email: 'jane@example.com', ...Object.fromEntries(columns) } as IDataObject;
	const hints = hintsOf(await world.run('leadLex', CREATE, [row]));
	const [{ message }] = hints;
	expect(hints).toHaveLength(1);
	expect(message).toMatch(
		/^400 columns are not fields of a LeadLex contact and were not sent: .*…$/,
	);
	expect(message.length).toBeLessThan(1000);
	expect(message).not.toContain('<');
});

test('an item with two columns for one field fails alone, before anything is sent for it', async () => {
	const rows = [
		{ email: 'jane@example.com', Phone: '+61 491 570 006', phone: '+61 491 570 157' },
		{ email: 'hans@example.com', phone: '+61 491 570 157' },
	];
	const { main } = await world.run('leadLex', CREATE, rows, CONTINUE_ON_FAIL);
	expect(main[0][0].json).toEqual({
		error: 'Phone has two columns, "Phone" and "phone". Remove one of them [item 0]',
		message: 'Nothing was sent for this item. Correct its value and run it again.',
	});
	expect(main[0][1].json).toMatchObject({ email: 'hans@example.com' });
});

test('cells are converted and checked like typed values', async () => {
	const rows = [
		{ email: 'no address' },
		{ email: 'jane@example.com', priority: 'HIGH', tags: 'VIP; EMEA', first_name: ' ' },
		{ phone: '+61 491 570 006' },
	];
	const { main } = await world.run('leadLex', CREATE, rows, CONTINUE_ON_FAIL);
	const [invalid, , unnamed] = main[0].map(({ json }) => json);
	expect(invalid.error).toBe('Email must be one email address, such as name@example.com [item 0]');
	const [request] = world.server('leadLex').requests;
	expect(request.body).toEqual({
		email: 'jane@example.com',
		priority: 'high',
		tags: ['VIP', 'EMEA'],
	});
	expect(unnamed.error).toBe('Full Name or Email is required [item 2]');
});

test('an update says that no column has the name of a field', async () => {
	const parameters = {
		...{ resource: 'contact', operation: 'update', dataToSend: 'autoMapInputData' },
		contactId: { __rl: true, mode: 'id', value: 'c1b2a3d4-e5f6-7890-abcd-ef1234567890' },
	} as INodeParameters;
	const { main } = await world.run(
		'leadLex',
		parameters,
		[{ Mail: 'a@b.example' }],
		CONTINUE_ON_FAIL,
	);
	expect(main[0][0].json.error).toBe(
		"None of the item's columns with a value has the name of a field [item 0]",
	);
});

test('a required field says that its column is missing', async () => {
	const parameters = { ...CREATE, resource: 'company' } as INodeParameters;
	const { main } = await world.run('leadLex', parameters, [{ title: 'Acme' }], CONTINUE_ON_FAIL);
	expect(main[0][0].json.error).toBe(
		'Name is required: the item has no value in a column of this name [item 0]',
	);
});

describe('custom fields by name', () => {
	const withFields = (fields: Array<[string, unknown]>, json = '') =>
		({
			...{ resource: 'contact', operation: 'create', email: 'jane@example.com' },
			additionalFields: {
				customFields: json,
				customFieldValues: { field: fields.map(([name, value]) => ({ name, value })) },
			},
		}) as INodeParameters;

	test('join those of the JSON, and blank ones are not sent', async () => {
		const fields: Array<[string, unknown]> = [
			['referred_by', 'Hans'],
			['budget', 1200],
			['region', ' '],
		];
		const { main } = await world.run('leadLex', withFields(fields, '{"source": "webinar"}'), [{}]);
		expect(main[0][0].json.custom_fields).toEqual({
			source: 'webinar',
			referred_by: 'Hans',
			budget: 1200,
		});
	});

	test.each([
		[
			'twice',
			[
				['a', '1'],
				[' a ', '2'],
			],
			'',
			'Custom Field Values has the name "a" twice',
		],
		[
			'in the JSON, too',
			[['a', '1']],
			'{"a": 2}',
			'Custom Field Values has the name "a", which is in Custom Fields (JSON), too',
		],
		['without a name', [['', '1']], '', 'Custom Field Values has a value without a name'],
	] as Array<[string, Array<[string, string]>, string, string]>)(
		'are refused if one is given %s',
		async (_, fields, json, message) => {
			const { main } = await world.run('leadLex', withFields(fields, json), [{}], CONTINUE_ON_FAIL);
			expect(main[0][0].json.error).toBe(`${message} [item 0]`);
			expect(world.server('leadLex').requests).toEqual([]);
		},
	);
});
