/** Tests how much of a record comes out: simplified, raw, or the fields that a tool selects. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { addTools, callTool } from '../../support/tool';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { byId, jsonOf, pairedItems } from '../../support/world';

const world = useWorld();
const { addFault, requests } = serverHelpers(world, 'leadLex');
const sprintHub = serverHelpers(world, 'sprintHub');
beforeAll(() => addTools(world.engine));

/** A contact as the list page of LeadLex shows it. */
const contact = (index: number) => ({
	id: `3f2b8c1d-0000-4000-8000-${String(index).padStart(12, '0')}`,
	first_name: 'Jane',
	last_name: `Doe ${index}`,
	full_name: `Jane Doe ${index}`,
	email: `jane.doe.${index}@example.com`,
	phone: '+61 491 570 006',
	job_title: 'General Counsel',
	company_name: 'Acme Legal',
	related_company_id: null,
	linkedin_url: `https://www.linkedin.com/in/jane-doe-${index}`,
	priority: 2,
	tags: ['VIP', 'Q2-target', 'Litigation'],
	custom_fields: { source: 'webinar', utm_campaign: 'spring-2026', region: 'APAC' },
	created_at: '2026-02-11T09:00:00Z',
	updated_date: '2026-03-01T10:30:00Z',
});
const raw = contact(1);
const { id, first_name, last_name, full_name, email, phone, job_title } = raw;
const { company_name, related_company_id, tags } = raw;
const simplified = {
	...{ id, first_name, last_name, full_name, email, phone, job_title },
	...{ company_name, related_company_id },
};

/** Makes the sandbox respond with more of the documented properties than it knows by itself. */
const respond = (data: object, meta = {}) =>
	addFault({ response: { status: 200, body: { data, meta } } });
const respondWithList = (count: number) =>
	respond(
		{ contacts: Array.from({ length: count }, (_, index) => contact(index + 1)) },
		{ total: count },
	);

const GET: INodeParameters = { resource: 'contact', operation: 'get', contactId: byId(raw.id) };
const GET_MANY: INodeParameters = { resource: 'contact', operation: 'getAll', limit: 50 };

describe('a node', () => {
	test('returns simplified records by default, and raw ones without Simplify', async () => {
		for (const [read, data] of [
			[GET, raw],
			[GET_MANY, { contacts: [raw] }],
		] as const) {
			respond(data);
			expect(jsonOf(await world.run('leadLex', read, [{}]))).toEqual([simplified]);
			respond(data);
			const result = await world.run('leadLex', { ...read, simplify: false }, [{}]);
			expect(jsonOf(result)).toEqual([raw]);
		}
	});

	test('shares the requests of equal reads, and returns each item in its own form', async () => {
		respondWithList(2);
		const parameters = { ...GET_MANY, simplify: '={{ $json.simplify }}' };
		const items = [{ simplify: true }, { simplify: false }, { simplify: true }];
		const result = await world.run('leadLex', parameters, items);
		expect(requests()).toHaveLength(1);
		expect(pairedItems(result)).toEqual([0, 0, 1, 1, 2, 2]);
		expect(jsonOf(result).map((json) => 'tags' in json)).toEqual([
			...[false, false, true, true, false, false],
		]);
	});

	test('keeps the parts of Include beside a simplified contact', async () => {
		const parts = { recent_notes: [{ id: 'note-1' }], open_deals: [] };
		respond({ ...raw, ...parts });
		const include = { ...GET, additionalFields: { include: ['notes', 'deals'] } };
		expect(jsonOf(await world.run('leadLex', include, [{}]))).toEqual([
			{ ...simplified, ...parts },
		]);
	});

	test('returns what a Selection of SprintHub reads', async () => {
		const lead = { tags: [{ id: 1, tag: 'VIP', color: '#fff' }], points: 3 };
		const read = { resource: 'contact', operation: 'get', contactId: byId('7') };
		const outputs = [];
		for (const additionalFields of [{}, { query: '{tags{id,tag,color},points}' }]) {
			const body = { data: { lead: { id: 7, fullname: 'Jane Doe', ...lead } } };
			sprintHub.addFault({ response: { status: 200, body } });
			outputs.push(...jsonOf(await world.run('sprintHub', { ...read, additionalFields }, [{}])));
		}
		const name = { id: 7, fullname: 'Jane Doe' };
		expect(outputs).toEqual([name, { ...name, ...lead }]);
	});

	test('returns a row without any documented property as it is', async () => {
		respond({ uid: 'x', surname: 'Doe' });
		expect(jsonOf(await world.run('leadLex', GET, [{}]))).toEqual([{ uid: 'x', surname: 'Doe' }]);
	});
});

describe('a tool', () => {
	const answer = async (parameters: INodeParameters, args: IDataObject = {}, count = 1) => {
		respondWithList(count);
		const run = await callTool(world.engine, 'leadLex', parameters, [{ args }]);
		expect(run.data.resultData.error).toBeUndefined();
		const [{ json }] = run.data.resultData.runData.Agent[0].data!.main[0]!;
		return json.answer as IDataObject[];
	};
	const selection = (outputFields: string[] | string) => ({
		...GET_MANY,
		output: 'selectedFields',
		outputFields,
	});

	test('returns simplified, raw or selected fields', async () => {
		expect(await answer(GET_MANY)).toEqual([simplified]);
		expect(await answer({ ...GET_MANY, output: 'raw' })).toEqual([raw]);
		expect(await answer(selection(['email', 'tags', 'notes']))).toEqual([{ id, email, tags }]);
		expect(await answer(selection([]))).toEqual([simplified]);
	});

	test('takes the fields that a model selects', async () => {
		const parameters = selection("={{ $fromAI('outputFields') }}");
		const selected = [{ id, email }];
		expect(await answer(parameters, { outputFields: 'email' })).toEqual(selected);
		expect(await answer(parameters, { outputFields: '["email"]' })).toEqual(selected);
	});

	test('answers 50 contacts in at most half of the tokens', async () => {
		// A token is about four characters
		const tokens = async (parameters: INodeParameters) =>
			JSON.stringify(await answer(parameters, {}, 50)).length / 4;
		const whole = await tokens({ ...GET_MANY, output: 'raw' });
		expect((await tokens(GET_MANY)) / whole).toBeLessThanOrEqual(0.5);
	});
});
