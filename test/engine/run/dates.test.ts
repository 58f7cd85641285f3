/** Checks that the time zone of a workflow changes neither dates without a time nor points in time. */
import { describe, expect, test } from '@jest/globals';
import type { INode, INodeParameters } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';
import { useWorld } from '../../support/useWorld';

const world = useWorld();

const NODE = 'n8n-nodes-contactlink.sprintHub';
const FORM = { resource: 'customObject', operation: 'create' };
const utc = (local: string, timezone: string) =>
	tryToParseDateTime(local, timezone).toUTC().toISO()!;

/** Returns the fields of a definition with a date and a date with time, as n8n saves them. */
async function savedSchema() {
	const [definition] = world.sandbox.sprintHub.state.definitions;
	const [day] = definition.fields;
	definition.fields.push({ ...day, alias: 'lembrete', type: 'datetime', required: false });
	const definitionId = { __rl: true, mode: 'id', value: String(definition.id) };
	const parameters = { ...FORM, definitionId };
	const mapping = await world.engine.resourceMapping(NODE, 'getDefinitionFields', parameters);
	return { parameters, schema: JSON.parse(JSON.stringify(mapping.fields)) as INodeParameters[] };
}

async function sent(fields: object, parameters: INodeParameters, timezone: string) {
	const node = (name: string, type: string, nodeParameters: INodeParameters): INode => ({
		...{ id: name, name, type, typeVersion: 1, parameters: nodeParameters },
		position: [0, 0],
	});
	const run = await world.engine.run({
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('Create', NODE, { ...parameters, fields: fields as INodeParameters }),
		],
		connections: { Start: { main: [[{ node: 'Create', type: 'main', index: 0 }]] } },
		settings: { timezone },
	});
	expect(run.data.resultData.error).toBeUndefined();
	return world.sandbox.sprintHub.requests.at(-1)!.body as Record<string, unknown>;
}

describe.each(['Pacific/Auckland', 'Asia/Tokyo', 'UTC', 'America/Sao_Paulo', 'Pacific/Honolulu'])(
	'SprintHub dates in the time zone %s',
	(timezone) => {
		test.each([
			['picked in the editor', () => '2026-02-25T00:00:00'],
			['a DateTime', () => "={{ DateTime.fromISO('2026-02-25') }}"],
			['a DateTime late in the day', () => "={{ DateTime.fromISO('2026-02-25T23:30') }}"],
			['a Date', () => `={{ new Date('${utc('2026-02-25T00:30', timezone)}') }}`],
			['text with a zone', () => utc('2026-02-25T23:30', timezone)],
			['a day', () => '2026-02-25'],
		])('sends the day that the user sees: %s', async (_, value) => {
			const { parameters, schema } = await savedSchema();
			const values = {
				numero_pedido: 'A-1',
				data_entrega: value(),
				lembrete: '2026-02-25T00:00:00',
			};
			const fields = { mappingMode: 'defineBelow', value: values, schema };
			expect(await sent(fields, parameters, timezone)).toEqual({
				numero_pedido: 'A-1',
				data_entrega: '2026-02-25',
				lembrete: utc('2026-02-25', timezone),
			});
		});

		test('sends the same values as before for workflows saved without dateOnly', async () => {
			const { parameters, schema } = await savedSchema();
			for (const field of schema) delete field.dateOnly;
			for (const [value, expected] of [
				['2026-02-25T00:00:00', utc('2026-02-25', timezone)],
				['2026-02-25', '2026-02-25'],
			]) {
				const values = { numero_pedido: 'A-1', data_entrega: value };
				const fields = { mappingMode: 'defineBelow', value: values, schema };
				expect(await sent(fields, parameters, timezone)).toMatchObject({ data_entrega: expected });
			}
		});
	},
);

test('refuses a value that is not a day and names the field', async () => {
	const { parameters, schema } = await savedSchema();
	const values = { numero_pedido: 'A-1', data_entrega: '={{ $json.day }}' };
	const fields = {
		mappingMode: 'defineBelow',
		value: values,
		schema,
	} as unknown as INodeParameters;
	for (const day of ['soon', '5/3/2026', '2026-02-30']) {
		const { error } = await world.run('sprintHub', { ...parameters, fields }, [{ day }]);
		expect(error?.message).toBe(
			'Fields > Data de entrega must be a day, such as 2026-02-25 [item 0]',
		);
	}
});
