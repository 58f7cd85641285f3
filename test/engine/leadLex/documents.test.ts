/** Tests LeadLex documents and workflows, whose calls support the header `Idempotency-Key`. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { byId } from '../../support/world';

const world = useWorld();
const { server, idempotencyKeys } = serverHelpers(world, 'leadLex');

const run = (
	resource: string,
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
) => world.run('leadLex', { resource, operation, ...parameters }, items);
const loseResponse = () => server().faults.add({ connection: 'reset', when: 'after' });

describe('documents', () => {
	const create = async (name = 'NDA.pdf', tags: string[] = []) => {
		const parameters = {
			name,
			mimeType: 'application/pdf',
			storagePath: `documents/${name}`,
			additionalFields: { tags },
		};
		const { main } = await run('document', 'create', parameters);
		return byId(String(main[0][0].json.id));
	};

	test('are created once when the first response is lost', async () => {
		loseResponse();
		const { value } = await create();
		expect([...server().state.documents.keys()]).toEqual([value]);
		expect(idempotencyKeys()).toEqual([
			expect.stringMatching(/^[\da-f-]{36}$/),
			idempotencyKeys()[0],
		]);
	});

	test('are filtered by all tags, one query parameter each', async () => {
		const signed = await create('a', ['nda', 'signed']);
		await create('b', ['nda']);
		const { main } = await run('document', 'getAll', { filters: { tag: 'nda, signed' } });
		expect(main[0].map(({ json }) => json.id)).toEqual([signed.value]);
		expect(server().requests.at(-1)!.query).toMatchObject({ tag: 'nda,signed' });
	});

	test('are linked to records and listed by record', async () => {
		server().state.deals.set('deal-1', { id: 'deal-1', name: 'Acme' });
		const documentId = await create();
		const target = { entityType: 'deal', dealId: byId('deal-1') };
		loseResponse();
		const link = await run('document', 'link', {
			documentId,
			...target,
			additionalFields: { role: 'signed' },
		});
		expect(link.main[0][0].json).toMatchObject({ document_id: documentId.value, role: 'signed' });
		await run('document', 'link', { documentId, entityType: 'matter', matterId: 'matter_1' });
		expect(
			server().state.documentLinks.map(({ entity_type, entity_id }) => [entity_type, entity_id]),
		).toEqual([
			['deal', 'deal-1'],
			['matter', 'matter_1'],
		]);

		const filters = { role: 'signed', folder: '/elsewhere' };
		const listed = await run('document', 'getAll', {
			linkedTo: 'deal',
			dealId: byId('deal-1'),
			filters,
		});
		expect(listed.main[0].map(({ json }) => json.id)).toEqual([documentId.value]);
		expect(server().requests.at(-1)!.query).toEqual({ role: 'signed', page: '1', per_page: '50' });
	});

	test('are read with or without a download link, and deleted once', async () => {
		const documentId = await create();
		const withLink = await run('document', 'get', { documentId, download: true });
		expect(withLink.main[0][0].json).toHaveProperty('download_url');
		const without = await run('document', 'get', { documentId, download: false });
		expect(without.main[0][0].json).not.toHaveProperty('download_url');

		loseResponse();
		const deleted = await run('document', 'delete', { documentId, hard: true });
		expect(deleted.main[0][0].json).toEqual({ id: documentId.value, deleted: true });
		expect(
			server()
				.requests.slice(-2)
				.map(({ status, query }) => [status, query]),
		).toEqual([
			[undefined, { hard: 'true' }],
			[204, { hard: 'true' }],
		]);
	});
});

describe('workflows', () => {
	const condition = {
		name: 'Ping owner',
		conditionEntity: 'deal',
		conditionField: 'status',
		actionType: 'webhook',
		actionConfig: { message: 'Won: {{deal.name}}' },
	};
	const create = (parameters: INodeParameters) =>
		run('workflow', 'create', { ...condition, ...parameters });

	test('need a condition value unless the condition is any change', async () => {
		await create({ conditionOperator: 'changed_to', conditionValue: 'won' });
		await create({ conditionOperator: 'changed', name: 'Any change' });
		expect(server().requests.map(({ body }) => (body as IDataObject).condition_value)).toEqual([
			'won',
			'',
		]);
		expect(server().requests[0].body).toMatchObject({
			action_config: { message: 'Won: {{deal.name}}' },
		});
		const { error } = await create({
			conditionOperator: 'equals',
			name: 'Other',
			conditionValue: '={{ "" }}',
		});
		expect(error?.message).toContain('Condition Value');
	});

	test('are deactivated, read, listed and deleted', async () => {
		const created = await create({ conditionOperator: 'changed' });
		const workflowId = byId(String(created.main[0][0].json.id));
		loseResponse();
		const off = await run('workflow', 'update', { workflowId, updateFields: { enabled: false } });
		expect(off.main[0][0].json).toMatchObject({ id: workflowId.value, enabled: false });
		const read = await run('workflow', 'get', { workflowId });
		expect(read.main[0][0].json).toMatchObject({ enabled: false });
		const matches = await run('workflow', 'getAll', {
			filters: { enabled: false, search: 'ping' },
		});
		expect(matches.main[0]).toHaveLength(1);
		loseResponse();
		const deleted = await run('workflow', 'delete', { workflowId });
		expect(deleted.main[0][0].json).toEqual({ id: workflowId.value, deleted: true });
	});

	test('return their logs', async () => {
		const { state } = server();
		const created = await create({ conditionOperator: 'changed' });
		const workflow_id = String(created.main[0][0].json.id);
		for (const [id, status] of [
			['a', 'success'],
			['b', 'failed'],
		]) {
			const error = status === 'failed' ? { code: 'timeout', message: 'Too slow' } : null;
			const triggered_at = '2026-04-17T09:31:00.000Z';
			state.workflowLogs.set(id, { id, workflow_id, status, triggered_at, error });
		}
		const { main } = await run('workflow', 'getLogs', {
			workflowId: byId(workflow_id),
			filters: { status: 'failed', after: '2026-01-01' },
		});
		// A field named `error` would make n8n treat the item as failed
		expect(main[0].map(({ json }) => json)).toEqual([
			expect.objectContaining({ id: 'b', errorField: { code: 'timeout', message: 'Too slow' } }),
		]);
	});
});
