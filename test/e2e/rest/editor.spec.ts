/** Checks the data that the editor loads while a user fills in a node. */
import type { NodeInEditor } from '../../../tools/n8n';
import { expect, PROVIDERS, test } from '../support';
import type { World } from '../support';

const companyPicker = ({ credentials }: World): NodeInEditor => ({
	type: 'n8n-nodes-contactlink.leadLex',
	path: 'parameters.companyId',
	parameters: { resource: 'company', operation: 'linkContacts' },
	credentials: { leadLexApi: credentials.leadLexApi },
});

const definitionPicker = ({ credentials }: World, definitionId = ''): NodeInEditor => ({
	type: 'n8n-nodes-contactlink.sprintHub',
	path: 'parameters.definitionId',
	parameters: {
		resource: 'customObject',
		operation: 'create',
		definitionId: { __rl: true, mode: 'list', value: definitionId },
	},
	credentials: { sprintHubApi: credentials.sprintHubApi },
});

test('the company picker lists all companies, page by page', async ({ world, n8n }) => {
	const picker = companyPicker(world);
	const first = await n8n.listSearch(picker, 'searchCompanies');
	expect(first.results).toHaveLength(100);
	expect(first.results[0]).toEqual({ name: 'Acme Legal', value: 'co-001' });

	const paginationToken = first.paginationToken as string;
	const second = await n8n.listSearch(picker, 'searchCompanies', { paginationToken });
	expect(second.results).toHaveLength(30);
	expect(second.paginationToken).toBeUndefined();
	const ids = [...first.results, ...second.results].map(({ value }) => value);
	expect(new Set(ids).size).toBe(130);
});

test('the company picker searches in LeadLex', async ({ world, n8n, sandbox }) => {
	const companies = await n8n.listSearch(companyPicker(world), 'searchCompanies', {
		filter: 'müller',
	});
	expect(companies.results).toEqual([{ name: 'Müller & Partner', value: 'co-002' }]);
	expect((await sandbox.leadLex.requests())[0].query).toMatchObject({ search: 'müller' });
});

test('the definition picker lists and filters definitions', async ({ world, n8n }) => {
	const picker = definitionPicker(world);
	const definitions = await n8n.listSearch(picker, 'searchDefinitions');
	expect(definitions.results.map(({ name }) => name)).toEqual(['Pedido', 'Imóvel', 'Contrato']);
	const filtered = await n8n.listSearch(picker, 'searchDefinitions', { filter: 'IMÓ' });
	expect(filtered.results).toEqual([{ name: 'Imóvel', value: '2' }]);
});

test('the resource mapper loads the fields of the definition', async ({ world, n8n }) => {
	const fieldsOf = async (definition: string) => {
		const picker = { ...definitionPicker(world, definition), path: 'parameters.fields' };
		const { fields } = await n8n.getResourceMapperFields(picker, 'getDefinitionFields');
		return fields.map(({ id, displayName, required, type }) => [id, displayName, required, type]);
	};
	expect(await fieldsOf('1')).toEqual([
		['numero_pedido', 'Número do pedido', true, 'string'],
		['valor_total', 'Valor total', false, 'number'],
		['data_entrega', 'Data de entrega', false, 'dateTime'],
		['status', 'Status', false, 'options'],
		['pago', 'Pago', false, 'boolean'],
	]);
	expect(await fieldsOf('2')).toEqual([
		['endereco', 'Endereço', true, 'string'],
		['quartos', 'Quartos', false, 'number'],
		['tipo', 'Tipo', false, 'options'],
	]);
});

test('a picker shows why it cannot load', async ({ world, n8n }) => {
	const wrongCredential = await n8n.saveCredential({
		name: 'LeadLex (wrong key)',
		type: 'leadLexApi',
		data: { ...world.sandbox.leadLex.credential, apiKey: 'wbk_wrong_key' },
	});
	const picker = { ...companyPicker(world), credentials: { leadLexApi: wrongCredential } };
	const search = n8n.listSearch(picker, 'searchCompanies');
	await expect(search).rejects.toMatchObject({
		message: expect.stringContaining('Invalid API key'),
	});
});

test('n8n offers each node in workflows and as an AI tool', async ({ n8n }) => {
	const names = (await n8n.nodeTypes()).map(({ name }) => name);
	for (const provider of PROVIDERS) {
		expect(names).toContain(`n8n-nodes-contactlink.${provider}`);
		expect(names).toContain(`n8n-nodes-contactlink.${provider}Tool`);
	}
});
