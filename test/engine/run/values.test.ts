/** Checks that nodes pass on values without loss, and read them as n8n does. */
import { describe, expect, jest, test } from '@jest/globals';
import { Expression } from 'n8n-workflow';

import { useWorld } from '../../support/useWorld';
import { CREATE, people, successItems } from '../../support/world';

const world = useWorld();

test('IDs with more digits than a number can hold are output and sent unchanged', async () => {
	const id = '9007199254740993';
	const response = { status: 200, body: `{"data": {"id": ${id}}}`, type: 'application/json' };
	world.sandbox.sprintHub.faults.add({ response, times: 2 });
	const created = await world.run('sprintHub', CREATE.sprintHub, people(1));
	expect(created.main[0][0].json).toEqual({ id });

	const link = {
		resource: 'customObject',
		operation: 'linkContact',
		objectId: '7',
		contactId: '={{ $json.id }}',
	};
	await world.run('sprintHub', link, [created.main[0][0].json]);
	expect(world.sandbox.sprintHub.requests.at(-1)?.body).toMatchObject({
		objectId: 7,
		targetId: id,
	});
});

test('JSON entered by a user keeps all digits of its numbers', async () => {
	const customFields = '{"legacy": {"id": 12345678901234567890}, "age": 42}';
	const parameters = { ...CREATE.leadLex, additionalFields: { customFields } };
	await world.run('leadLex', parameters, people(1));
	expect(world.sandbox.leadLex.requests[0].body).toMatchObject({
		custom_fields: { legacy: { id: '12345678901234567890' }, age: 42 },
	});
});

test('JSON entered by a user keeps all keys', async () => {
	const customFields =
		'{"constructor": "a", "prototype": {"constructor": 1}, "b": [{"prototype": 2}]}';
	const parameters = { ...CREATE.leadLex, additionalFields: { customFields } };
	await world.run('leadLex', parameters, people(1));
	const { custom_fields } = world.sandbox.leadLex.requests[0].body as { custom_fields: unknown };
	expect(JSON.stringify(custom_fields)).toBe(JSON.stringify(JSON.parse(customFields)));
});

test('n8n evaluates a plain field once for all items', async () => {
	const evaluated = jest.spyOn(Expression.prototype, 'resolveSimpleParameterValue');
	const result = await world.run('leadLex', CREATE.leadLex, people(20));
	expect(successItems(result)).toHaveLength(20);
	expect(evaluated.mock.calls.filter(([value]) => value === '={{ $json.name }}')).toHaveLength(1);
	evaluated.mockRestore();
});

test('a field name that n8n forbids in expressions is refused for plain fields too', async () => {
	const parameters = { ...CREATE.leadLex, fullName: '={{ $json.caller }}' };
	const { error } = await world.run('leadLex', parameters, [{ caller: 'Jane Doe' }]);
	expect(error?.message).toContain('Cannot access "caller"');
	expect(world.sandbox.leadLex.requests).toEqual([]);
});

describe('more values than fit on the stack of JavaScript', () => {
	const COUNT = 200_000;

	test('come out of one list', async () => {
		const tags = Array.from({ length: COUNT }, (_, id) => ({ id }));
		world.sandbox.sprintHub.faults.add({ response: { status: 200, body: tags as never } });
		const parameters = { resource: 'tag', operation: 'getAll', returnAll: true };
		const { main, error } = await world.run('sprintHub', parameters, [{}]);
		expect(error?.message).toBeUndefined();
		expect(main[0]).toHaveLength(COUNT);
	});

	test('are read from one item', async () => {
		const response = { status: 401, body: { error: { code: 'x', message: 'No' } } };
		world.sandbox.leadLex.faults.add({ response, times: Infinity });
		const parameters = {
			...{ resource: 'contact', operation: 'deleteMany', contactIds: '={{ $json.ids }}' },
			options: { maxRateLimitWait: 0 },
		};
		const ids = Array.from({ length: COUNT }, (_, id) => `id-${id}`);
		const { main } = await world.run('leadLex', parameters, [{ ids }], {
			onError: 'continueRegularOutput',
		});
		expect(main[0]).toHaveLength(COUNT);
		expect(main[0].filter(({ json }) => String(json.error).includes('stack'))).toEqual([]);
	});
});
