/** LeadLex companies in n8n's engine, with the requests that they take. */
import { expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { useWorld } from '../../support/useWorld';

const world = useWorld();

const run = async (
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings = {},
) => await world.run('leadLex', { resource: 'company', operation, ...parameters }, items, settings);

const state = () => world.sandbox.leadLex.state;
const sent = () => world.sandbox.leadLex.requests;
const fault = (one: Fault) => world.sandbox.leadLex.faults.add(one);
const jsons = ({ main }: { main: Array<Array<{ json: IDataObject }>> }) =>
	main.flat().map(({ json }) => json);
const companyId = { __rl: true, mode: 'id', value: 'co-001' };
const RESET: Fault = { connection: 'reset', when: 'after' };

test('Get Many reads 130 companies with 2 requests and sends the filters', async () => {
	expect(jsons(await run('getAll', { returnAll: true }))).toHaveLength(130);
	expect(sent()).toHaveLength(2);
	const filters = { search: 'berlin', industry: 'legal' };
	const found = jsons(await run('getAll', { returnAll: false, limit: 2, filters }));
	expect(found.map(({ name }) => name)).toEqual(['Berlin Mergers', 'Berlin Tax Law']);
	expect(sent()[2].query).toEqual({ ...filters, page: '1', per_page: '2' });
});

test('Get, Update and Delete send the company in the path', async () => {
	expect(jsons(await run('get', { companyId }))[0]).toMatchObject({ name: 'Acme Legal' });

	fault({ match: { method: 'PATCH' }, ...RESET });
	const updateFields = { description: 'Patents', tags: 'a, b', website: '', city: 'Lyon' };
	await run('update', { companyId, updateFields });
	const bodies = sent().flatMap(({ method, body }) => (method === 'PATCH' ? [body] : []));
	const changes = { city: 'Lyon', description: 'Patents', tags: ['a', 'b'] };
	expect(bodies).toEqual([changes, changes]);
	expect(state().companies.get('co-001')).toMatchObject({ ...changes, name: 'Acme Legal' });

	fault(RESET);
	expect(jsons(await run('delete', { companyId }))).toEqual([{ id: 'co-001', deleted: true }]);
	expect(state().companies.has('co-001')).toBe(false);
	expect((await run('delete', { companyId })).error?.message).toBe('Company not found');
});

test('Get Contacts and Get Deals read 100 records per page', async () => {
	const ids = Array.from({ length: 230 }, (_, at) => `c-${at}`);
	for (const id of ids) state().contacts.set(id, { id, full_name: id });
	state().contactIdsByCompany.set('co-001', new Set(ids));
	const contacts = await run('getContacts', { companyId, returnAll: true });
	expect(jsons(contacts).map(({ id }) => id)).toEqual(ids);
	expect(sent()).toHaveLength(3);

	for (const id of ['d-1', 'd-2']) {
		state().deals.set(id, { id, name: id, related_company_id: id === 'd-1' ? 'co-001' : 'co-002' });
	}
	const deals = await run('getDeals', { companyId, returnAll: false, limit: 5 });
	expect(jsons(deals)).toMatchObject([{ id: 'd-1' }]);
	expect(sent()[3].query).toEqual({ page: '1', per_page: '5' });
});

test('Import sends 600 rows with 2 requests and updates by domain', async () => {
	const parameters: INodeParameters = {
		name: '={{ $json.name }}',
		updateExisting: true,
		additionalFields: { domain: '={{ $json.domain }}', importTags: 'new' },
	};
	const rows = Array.from({ length: 600 }, (_, at) => ({
		name: `Company ${at}`,
		domain: `company-${at}.example`,
	}));
	const first = await run('import', parameters, rows);
	expect(sent()).toHaveLength(2);
	expect(state().companies.size).toBe(730);
	expect(jsons(first)[599]).toMatchObject({ created: true, updated: false, skipped: false });
	fault(RESET);
	const second = await run('import', parameters, [{ ...rows[0], name: 'Renamed' }]);
	expect(jsons(second)).toMatchObject([{ created: false, updated: true, skipped: false }]);
	const [, , { headers, body }, again] = sent();
	expect(again.headers['idempotency-key']).toBe(headers['idempotency-key']);
	expect(body).toEqual({
		rows: [{ name: 'Renamed', domain: 'company-0.example' }],
		...{ update_existing: true, tags: ['new'] },
	});
	const changed = [...state().companies.values()].filter(({ name }) => name === 'Renamed');
	expect(changed).toHaveLength(1);
});

test('Export returns a CSV file', async () => {
	const { main, error } = await run('export', {
		filters: { country: 'FR', industry: 'Life Sciences' },
		additionalFields: { fields: 'id, name' },
	});
	expect(error).toBeUndefined();
	const [{ binary, json }] = main[0];
	expect(json).toEqual({ fileName: 'companies.csv' });
	const text = Buffer.from(binary!.data.data, 'base64').toString();
	expect(text).toMatch(/^id,name\r\nco-\d+,Paris Biotech\r\n$/);
});
