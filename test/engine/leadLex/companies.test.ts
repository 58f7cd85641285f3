/** Tests LeadLex companies and counts their requests. */
import { expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { jsonOf } from '../../support/world';

const world = useWorld();
const { state, requests, addFault } = serverHelpers(world, 'leadLex');

const run = async (
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings = {},
) => await world.run('leadLex', { resource: 'company', operation, ...parameters }, items, settings);

const companyId = { __rl: true, mode: 'id', value: 'co-001' };
const RESET: Fault = { connection: 'reset', when: 'after' };

test('Get Many reads 130 companies with 2 requests and sends the filters', async () => {
	expect(jsonOf(await run('getAll', { returnAll: true }))).toHaveLength(130);
	expect(requests()).toHaveLength(2);
	const filters = { search: 'berlin', industry: 'legal' };
	const matches = jsonOf(await run('getAll', { returnAll: false, limit: 2, filters }));
	expect(matches.map(({ name }) => name)).toEqual(['Berlin Mergers', 'Berlin Tax Law']);
	expect(requests()[2].query).toEqual({ ...filters, page: '1', per_page: '2' });
});

test('Get, Update and Delete send the company in the path', async () => {
	expect(jsonOf(await run('get', { companyId }))[0]).toMatchObject({ name: 'Acme Legal' });

	addFault({ match: { method: 'PATCH' }, ...RESET });
	const updateFields = { description: 'Patents', tags: 'a, b', website: '', city: 'Lyon' };
	await run('update', { companyId, updateFields });
	const bodies = requests().flatMap(({ method, body }) => (method === 'PATCH' ? [body] : []));
	const changes = { city: 'Lyon', description: 'Patents', tags: ['a', 'b'] };
	expect(bodies).toEqual([changes, changes]);
	expect(state().companies.get('co-001')).toMatchObject({ ...changes, name: 'Acme Legal' });

	addFault(RESET);
	expect(jsonOf(await run('delete', { companyId }))).toEqual([{ id: 'co-001', deleted: true }]);
	expect(state().companies.has('co-001')).toBe(false);
	expect((await run('delete', { companyId })).error?.message).toBe('Company not found');
});

test('Get Contacts and Get Deals read 100 records per page', async () => {
	const ids = Array.from({ length: 230 }, (_, index) => `c-${index}`);
	for (const id of ids) state().contacts.set(id, { id, full_name: id });
	state().contactIdsByCompany.set('co-001', new Set(ids));
	const contacts = await run('getContacts', { companyId, returnAll: true });
	expect(jsonOf(contacts).map(({ id }) => id)).toEqual(ids);
	expect(requests()).toHaveLength(3);

	for (const id of ['d-1', 'd-2']) {
		state().deals.set(id, { id, name: id, related_company_id: id === 'd-1' ? 'co-001' : 'co-002' });
	}
	const deals = await run('getDeals', { companyId, returnAll: false, limit: 5 });
	expect(jsonOf(deals)).toMatchObject([{ id: 'd-1' }]);
	expect(requests()[3].query).toEqual({ page: '1', per_page: '5' });
});

test('Import sends 600 rows with 2 requests and updates by domain', async () => {
	const parameters: INodeParameters = {
		name: '={{ $json.name }}',
		updateExisting: true,
		additionalFields: { domain: '={{ $json.domain }}', importTags: 'new' },
	};
	const rows = Array.from({ length: 600 }, (_, index) => ({
		name: `Company ${index}`,
		domain: `company-${index}.example`,
	}));
	const first = await run('import', parameters, rows);
	expect(requests()).toHaveLength(2);
	expect(state().companies.size).toBe(730);
	expect(jsonOf(first)[599]).toMatchObject({ created: true, updated: false, skipped: false });
	addFault(RESET);
	const second = await run('import', parameters, [{ ...rows[0], name: 'Renamed' }]);
	expect(jsonOf(second)).toMatchObject([{ created: false, updated: true, skipped: false }]);
	const [, , { headers, body }, retried] = requests();
	expect(retried.headers['idempotency-key']).toBe(headers['idempotency-key']);
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
