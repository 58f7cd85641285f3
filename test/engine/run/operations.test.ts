/** Tests operations of all providers against the sandbox. */
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { useWorld } from '../../support/useWorld';
import { CREATE, errorItems, pairedItems, people, successItems } from '../../support/world';

const world = useWorld();

describe('Voxworks', () => {
	const linking: INodeParameters = {
		resource: 'object',
		operation: 'linkContact',
		objectId: '={{ $json.object }}',
		contactId: '={{ $json.contact }}',
		additionalFields: { metadata: '={{ $json.metadata }}' },
	};

	test('creates a contact for each item with the fields that are filled in', async () => {
		const { sandbox, run } = world;
		const result = await run(
			'voxworks',
			{
				...CREATE.voxworks,
				additionalFields: { lastName: '={{ $json.last }}', age: '={{ $json.age }}', email: '' },
			},
			[
				{ name: 'Jane', phone: '0491 570 006', last: 'Doe', age: '42' },
				{ name: 'João', phone: '+61491570156', last: null, age: null },
			],
		);
		expect(sandbox.voxworks.requests.map(({ body }) => body)).toEqual([
			{ phone_number: '0491 570 006', first_name: 'Jane', last_name: 'Doe', age: 42 },
			{ phone_number: '+61491570156', first_name: 'João' },
		]);
		expect(result.main).toEqual([
			[
				{
					json: {
						success: true,
						created: true,
						contact_id: expect.any(String),
						phone_number: '0491 570 006',
					},
					pairedItem: { item: 0 },
				},
				{ json: expect.objectContaining({ created: true }), pairedItem: { item: 1 } },
			],
		]);
		const { contact_id } = result.main[0][0].json;
		expect(sandbox.voxworks.state.contacts.get(String(contact_id))).toMatchObject({ age: 42 });
	});

	test('sends JSON with the key as a bearer token to the documented URL', async () => {
		await world.run('voxworks', CREATE.voxworks, people(1));
		const [{ headers, path, query }] = world.sandbox.voxworks.requests;
		expect(headers).toMatchObject({
			authorization: `Bearer ${world.secretOf('voxworks')}`,
			'content-type': expect.stringContaining('application/json'),
			accept: 'application/json',
		});
		expect({ path, query }).toEqual({ path: '/api/v1/create-contact', query: {} });
	});

	test.each([
		['fail', undefined],
		['skip', { created: false, phone_number: '+61255500000' }],
	])('treats an existing contact as If Contact Exists says: %s', async (ifExists, expected) => {
		await world.run('voxworks', CREATE.voxworks, people(1));
		const result = await world.run('voxworks', { ...CREATE.voxworks, ifExists }, people(2));
		if (expected) {
			expect(result.main[0].map(({ json }) => json)).toEqual([
				expected,
				expect.objectContaining({ created: true }),
			]);
			expect(world.sandbox.voxworks.state.contacts.size).toBe(2);
		} else {
			expect(result.error).toMatchObject({
				message: 'Contact with this phone number already exists',
				httpCode: '409',
			});
			expect(result.error?.description).toContain('set If Contact Exists to Skip');
		}
	});

	test('links contacts to objects whose IDs hold spaces, slashes and umlauts', async () => {
		const { sandbox, run } = world;
		const created = await run('voxworks', CREATE.voxworks, people(2));
		const [first, second] = created.main[0].map(({ json }) => String(json.contact_id));
		const result = await run('voxworks', linking, [
			{ object: 'property-1', contact: first, metadata: { role: 'buyer' } },
			{ object: ' lot 7/ü ', contact: second, metadata: '{"role": "owner"}' },
		]);
		expect(result.main[0]).toEqual([
			{
				json: expect.objectContaining({ object_id: 'property-1', contact_id: first, linked: true }),
				pairedItem: { item: 0 },
			},
			{
				json: expect.objectContaining({ object_id: 'lot 7/ü', contact_id: second, linked: true }),
				pairedItem: { item: 1 },
			},
		]);
		expect(sandbox.voxworks.state.links).toEqual([
			expect.objectContaining({ object_id: 'property-1', metadata: { role: 'buyer' } }),
			expect.objectContaining({ object_id: 'lot 7/ü', metadata: { role: 'owner' } }),
		]);
	});

	test('names the item with an invalid field before anything is sent', async () => {
		const result = await world.run('voxworks', linking, [
			{ object: 'property-1', contact: 'c' },
			{ object: '..', contact: 'c' },
			{ object: 'property-1', contact: 'c', metadata: '{oops' },
		]);
		expect(result.error).toMatchObject({
			message: 'Object ID ".." cannot be used as an ID [item 1]',
			context: { itemIndex: 1 },
		});
		expect(world.sandbox.voxworks.requests).toEqual([]);

		const { main } = await world.run(
			'voxworks',
			linking,
			[
				{ object: '', contact: 'c' },
				{ object: 'o', contact: 'c', metadata: '{oops' },
			],
			{ onError: 'continueRegularOutput' },
		);
		expect(main[0].map(({ json }) => json.error)).toEqual([
			'Object ID is required [item 0]',
			expect.stringMatching(/^Metadata is not valid JSON\. .*JSON\.stringify.* \[item 1\]$/),
		]);
		expect(world.sandbox.voxworks.requests).toEqual([]);
	});
});

test('reads a plain field of the item as n8n evaluates it', async () => {
	const values = ['x', '', ' y ', '={{ 1 }}', 0, 1.5, true, false, null, { a: 1 }, ['b'], '\u00e9'];
	const items = [...values.map((name) => ({ name, phone: '1' })), { phone: '1' }];
	const outcomes: unknown[] = [];
	for (const fullName of ['={{ $json.name }}', "={{ $json['name'] }}"]) {
		world.sandbox.leadLex.reset();
		const parameters = {
			...CREATE.leadLex,
			fullName,
			options: { maxConcurrentRequests: 1 },
		};
		const { main } = await world.run('leadLex', parameters, items, {
			onError: 'continueRegularOutput',
		});
		outcomes.push([
			main[0].map(({ json }) => json.error),
			world.sandbox.leadLex.requests.map(({ body }) => body),
		]);
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
});

describe('LeadLex', () => {
	const link = (companyId = '={{ $json.company }}', contactIds = '={{ $json.contact }}') => ({
		resource: 'company',
		operation: 'linkContacts',
		companyId: { __rl: true, mode: 'id', value: companyId },
		contactIds,
	});

	/** Adds contacts to the sandbox without requests. Returns their IDs. */
	function seedContacts(count: number): string[] {
		const { contacts } = world.sandbox.leadLex.state;
		return Array.from({ length: count }, (_, index) => {
			const id = `contact-${index}`;
			contacts.set(id, { id, full_name: `Person ${index}`, related_company_id: null });
			return id;
		});
	}
	const linkedTo = (company: string) =>
		[...world.sandbox.leadLex.state.contacts.values()].filter(
			({ related_company_id }) => related_company_id === company,
		).length;
	const linkRequests = () =>
		world.sandbox.leadLex.requests.filter(({ method }) => method === 'POST').length;

	test('creates contacts with every kind of field', async () => {
		const result = await world.run(
			'leadLex',
			{
				resource: 'contact',
				operation: 'create',
				fullName: '={{ $json.name }}',
				email: 'hans@example.com',
				additionalFields: {
					relatedCompanyId: { __rl: true, mode: 'list', value: 'co-001' },
					tags: '={{ $json.tags }}',
					customFields: { source: 'webinar' },
					createdDate: '2026-02-25T09:00:00+01:00',
					priority: 'high',
					linkedinUrl: 'https://www.linkedin.com/in/hans',
				},
			},
			[{ name: 'Müller, Hans', tags: ['VIP', 'a,b'] }],
		);
		expect(result.error).toBeUndefined();
		expect(world.sandbox.leadLex.requests[0].body).toEqual({
			full_name: 'Müller, Hans',
			email: 'hans@example.com',
			related_company_id: 'co-001',
			tags: ['VIP', 'a,b'],
			custom_fields: { source: 'webinar' },
			created_date: '2026-02-25T08:00:00.000Z',
			priority: 'high',
			linkedin_url: 'https://www.linkedin.com/in/hans',
		});
		const { id } = result.main[0][0].json;
		expect(world.sandbox.leadLex.state.contacts.has(String(id))).toBe(true);
	});

	test.each(['', ' ', '\u00a0\u200b'])('requires a name or an email: %j is none', async (blank) => {
		const parameters = { resource: 'contact', operation: 'create', fullName: blank, email: blank };
		const { error } = await world.run('leadLex', parameters, [{}]);
		expect(error?.message).toBe('Full Name or Email is required [item 0]');
	});

	test('links 250 contacts to two companies, interleaved, in 3 requests', async () => {
		const items = seedContacts(250).map((contact, index) => ({
			contact,
			company: index % 5 < 3 ? 'co-001' : 'co-002',
		}));
		const { main } = await world.run('leadLex', link(), items);
		expect(world.sandbox.leadLex.requests).toHaveLength(3);
		expect(main[0]).toEqual(
			items.map(({ company, contact }, item) => ({
				json: { company_id: company, contact_id: contact, linked: true },
				pairedItem: { item },
			})),
		);
		expect([linkedTo('co-001'), linkedTo('co-002')]).toEqual([150, 100]);
	});

	test('fails only the contact that does not exist, at its position', async () => {
		const contacts = seedContacts(249);
		contacts.splice(120, 0, 'nobody');
		const result = await world.run(
			'leadLex',
			link('co-001'),
			contacts.map((contact) => ({ contact })),
			{
				onError: 'continueRegularOutput',
			},
		);
		expect(pairedItems(result)).toEqual(contacts.map((_, item) => item));
		expect(errorItems(result)).toEqual([
			{
				json: {
					error: 'Contact nobody was not linked',
					message: expect.stringContaining('LeadLex'),
				},
				pairedItem: { item: 120 },
			},
		]);
		expect(successItems(result)).toHaveLength(249);
		expect(linkRequests()).toBe(3);
	});

	test('reads the contacts of a company once for all of its requests', async () => {
		const contacts = seedContacts(300);
		for (const index of [10, 110, 210]) contacts[index] = `nobody-${index}`;
		const result = await world.run(
			'leadLex',
			link('co-001'),
			contacts.map((contact) => ({ contact })),
			{
				onError: 'continueRegularOutput',
			},
		);
		expect(errorItems(result).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 10 },
			{ item: 110 },
			{ item: 210 },
		]);
		expect(linkRequests()).toBe(3);
		expect(world.sandbox.leadLex.requests.length - linkRequests()).toBe(3);
	});

	test('reads nothing when all or none of the contacts were linked', async () => {
		const [contact] = seedContacts(1);
		const result = await world.run(
			'leadLex',
			link('co-001'),
			[{ contact }, { contact: 'nobody' }],
			{
				onError: 'continueErrorOutput',
			},
		);
		expect(result.main.map((branch) => branch.length)).toEqual([1, 1]);
		world.sandbox.leadLex.requests.length = 0;
		await world.run('leadLex', link('co-001'), [{ contact: 'x' }, { contact: 'y' }], {
			onError: 'continueErrorOutput',
		});
		expect(world.sandbox.leadLex.requests).toHaveLength(1);
	});

	test('reports contacts as in doubt when they cannot be read back', async () => {
		const contacts = seedContacts(5);
		world.sandbox.leadLex.faults.add({
			match: { method: 'GET' },
			times: Infinity,
			response: { status: 500 },
		});
		const result = await world.run(
			'leadLex',
			link('co-001'),
			[...contacts, 'nobody'].map((contact) => ({ contact })),
			{ onError: 'continueRegularOutput' },
		);
		expect(result.main[0]).toHaveLength(6);
		for (const { json } of result.main[0]) {
			expect(json.error).toMatch(/^LeadLex carried out only part of this request/);
		}
		expect(linkRequests()).toBe(1);
	});

	test('takes several IDs from one item and returns an item for each', async () => {
		const [a, b, c] = seedContacts(3);
		const result = await world.run(
			'leadLex',
			link('co-001'),
			[{ contact: `${a}, ${b}` }, { contact: [c, 'nobody'] }, { contact: a }],
			{ onError: 'continueErrorOutput' },
		);
		expect(result.main[0].map(({ json, pairedItem }) => [json.contact_id, pairedItem])).toEqual([
			[a, { item: 0 }],
			[b, { item: 0 }],
			[c, { item: 1 }],
			[a, { item: 2 }],
		]);
		expect(result.main[1].map(({ json }) => json.error)).toEqual(['Contact nobody was not linked']);
		const [{ body }] = world.sandbox.leadLex.requests;
		expect(body).toEqual({ contact_ids: [a, b, c, 'nobody'] });
	});

	test('fails all contacts of a company that does not exist', async () => {
		const contacts = seedContacts(3);
		const result = await world.run(
			'leadLex',
			link('co-999'),
			contacts.map((contact) => ({ contact })),
			{
				onError: 'continueRegularOutput',
			},
		);
		expect(errorItems(result)).toHaveLength(3);
		expect(result.main[0][2].json.message).toContain('Check the IDs');
	});

	test('requires a company, also when an expression is empty', async () => {
		const { error } = await world.run('leadLex', link('={{ $json.none }}'), [{ contact: 'x' }]);
		expect(error?.message).toBe('Company is required [item 0]');
		expect(world.sandbox.leadLex.requests).toEqual([]);
	});

	describe('list of companies', () => {
		const search = (filter?: string, paginationToken?: string) =>
			world.engine.listSearch('n8n-nodes-contactlink.leadLex', 'searchCompanies', {
				filter,
				paginationToken,
			});

		test('lets LeadLex do the search', async () => {
			const { results, paginationToken } = await search('müller');
			expect(results).toEqual([{ name: 'Müller & Partner', value: expect.any(String) }]);
			expect(paginationToken).toBeUndefined();
			expect(world.sandbox.leadLex.requests[0].query).toMatchObject({ search: 'müller' });
		});

		test('reads all pages', async () => {
			const names = new Set<string>();
			let token: string | undefined;
			do {
				const page = await search(undefined, token);
				for (const { value } of page.results) names.add(String(value));
				token = page.paginationToken;
			} while (token);
			expect(names.size).toBe(world.sandbox.leadLex.state.companies.size);
			expect(world.sandbox.leadLex.requests).toHaveLength(2);
		});

		test('shows why it cannot load, but not the key', async () => {
			const otherWorld = await world.withCredentials({
				leadLex: { apiKey: 'wbk_wrong_key_12345' },
			});
			const failing = otherWorld.engine.listSearch(
				'n8n-nodes-contactlink.leadLex',
				'searchCompanies',
			);
			await expect(failing).rejects.toMatchObject({
				message: 'Invalid API key',
				description: expect.stringContaining('Open the LeadLex credential'),
			});
		});
	});
});

describe('SprintHub', () => {
	test('creates contacts with custom fields and sends token and instance in the query', async () => {
		const result = await world.run(
			'sprintHub',
			{
				...CREATE.sprintHub,
				additionalFields: {
					preferredLocale: 'pt-BR',
					customFields: {
						field: [
							{ alias: 'cpf', value: '={{ $json.cpf }}' },
							{ alias: 'origem', value: '' },
						],
					},
				},
			},
			[{ name: 'Ana', phone: '+55 11 97107 1713', cpf: 123 }],
		);
		const [{ body, query, headers }] = world.sandbox.sprintHub.requests;
		expect(body).toEqual({
			firstname: 'Ana',
			whatsapp: '+55 11 97107 1713',
			preferred_locale: 'pt-BR',
			cpf: 123,
		});
		const { instance } = world.sandbox.sprintHub.credential;
		expect(query).toEqual({ apitoken: world.secretOf('sprintHub'), i: instance });
		expect(headers.authorization).toBeUndefined();
		expect(world.sandbox.sprintHub.state.leads.has(Number(result.main[0][0].json.id))).toBe(true);
	});

	test('requires at least one field of the contact', async () => {
		const { error } = await world.run('sprintHub', { ...CREATE.sprintHub }, [{}]);
		expect(error?.message).toContain('At least one of First Name');
	});

	const definition = () => world.sandbox.sprintHub.state.definitions[0];
	const objectWith = (fields: object): INodeParameters => ({
		resource: 'customObject',
		operation: 'create',
		definitionId: { __rl: true, mode: 'id', value: String(definition().id) },
		fields: fields as INodeParameters,
	});
	const schema = [
		{ id: 'numero_pedido', displayName: 'Número', required: true, type: 'string' },
		{ id: 'valor_total', displayName: 'Valor', required: false, type: 'number' },
	];

	test('creates a custom object and links it to a contact', async () => {
		const created = await world.run('sprintHub', CREATE.sprintHub, people(1));
		const contact = created.main[0][0].json.id;
		const objects = await world.run(
			'sprintHub',
			objectWith({
				mappingMode: 'defineBelow',
				value: { numero_pedido: '={{ $json.number }}', valor_total: 350.5, data_entrega: null },
				schema,
			}),
			[{ number: 'A-1' }],
		);
		expect(objects.error).toBeUndefined();
		expect(world.sandbox.sprintHub.requests.at(-1)?.body).toEqual({
			numero_pedido: 'A-1',
			valor_total: 350.5,
		});
		const object = objects.main[0][0].json.id;

		const linked = await world.run(
			'sprintHub',
			{
				resource: 'customObject',
				operation: 'linkContact',
				objectId: '={{ $json.object }}',
				contactId: '={{ $json.contact }}',
			},
			[{ object, contact: String(contact) }],
		);
		expect(world.sandbox.sprintHub.requests.at(-1)?.body).toEqual({
			objectId: object,
			linkType: 'lead',
			targetId: contact,
			amount: 1,
		});
		expect(linked.main[0][0]).toMatchObject({
			json: { objectId: object, contactId: contact, linked: true },
			pairedItem: { item: 0 },
		});
		expect(world.sandbox.sprintHub.state.links).toHaveLength(1);
	});

	test.each(['defineBelow', 'autoMapInputData'])(
		'converts values to the types of the definition with %s',
		async (mappingMode) => {
			const types = [
				...schema,
				{ id: 'data_entrega', displayName: 'Entrega', required: false, type: 'dateTime' },
				{ id: 'pago', displayName: 'Pago', required: false, type: 'boolean' },
				{
					id: 'status',
					displayName: 'Status',
					required: false,
					type: 'options',
					options: [{ name: 'Aberto', value: 'aberto' }],
				},
			];
			const item = {
				numero_pedido: 77,
				valor_total: '25.50',
				data_entrega: '2026-01-02T09:00:00Z',
				pago: 'true',
				status: 'aberto',
			};
			const value = Object.fromEntries(Object.keys(item).map((id) => [id, `={{ $json.${id} }}`]));
			const parameters = objectWith({ mappingMode, value, schema: types });
			await world.run('sprintHub', parameters, [item]);
			expect(world.sandbox.sprintHub.requests[0].body).toEqual({
				numero_pedido: '77',
				valor_total: 25.5,
				data_entrega: '2026-01-02T09:00:00.000Z',
				pago: true,
				status: 'aberto',
			});

			for (const [id, value, message] of [
				['valor_total', 'abc', 'Valor must be a number'],
				['data_entrega', 'soon', 'Entrega must be a date and time'],
				['pago', 'perhaps', 'Pago must be true or false'],
				['status', 'x', 'Status must be one of: aberto'],
			]) {
				const { error } = await world.run('sprintHub', parameters, [{ ...item, [id]: value }]);
				expect(error?.message).toContain(`Fields > ${message}`);
			}
			expect(world.sandbox.sprintHub.requests).toHaveLength(1);
		},
	);

	test('maps incoming fields by name and ignores those that the definition lacks', async () => {
		await world.run(
			'sprintHub',
			objectWith({ mappingMode: 'autoMapInputData', value: null, schema }),
			[{ numero_pedido: 'B-1', valor_total: null, other: 'x', error: 'y' }],
		);
		expect(world.sandbox.sprintHub.requests[0].body).toEqual({ numero_pedido: 'B-1' });
	});

	test('names the blank required field of the definition', async () => {
		const { error } = await world.run(
			'sprintHub',
			objectWith({
				mappingMode: 'defineBelow',
				value: { numero_pedido: '={{ $json.none }}', valor_total: 1 },
				schema,
			}),
			[{}],
		);
		expect(error?.message).toBe('Fields > Número is required [item 0]');
		expect(world.sandbox.sprintHub.requests).toEqual([]);
	});

	test('lists the definitions that match the search text', async () => {
		const node = 'n8n-nodes-contactlink.sprintHub';
		const all = await world.engine.listSearch(node, 'searchDefinitions');
		expect(all.results).toHaveLength(world.sandbox.sprintHub.state.definitions.length);
		const matches = await world.engine.listSearch(node, 'searchDefinitions', { filter: 'pedi' });
		expect(matches.results).toEqual([{ name: definition().name, value: String(definition().id) }]);
	});

	test('lists the fields of the selected definition with their types and whether they are required', async () => {
		const { fields } = await world.engine.resourceMapping(
			'n8n-nodes-contactlink.sprintHub',
			'getDefinitionFields',
			{ ...objectWith({}) },
		);
		const typesById = Object.fromEntries(
			fields.map(({ id, type, required }) => [id, [type, required]]),
		);
		expect(typesById).toMatchObject({
			numero_pedido: ['string', true],
			valor_total: ['number', false],
			data_entrega: ['dateTime', false],
			status: ['options', false],
			pago: ['boolean', false],
		});
		const status = fields.find(({ id }) => id === 'status');
		expect(status?.options?.length).toBeGreaterThan(1);
	});
});
