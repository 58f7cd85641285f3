/** Checks files that n8n stores outside of the execution: on its disk, and in queue mode in its database. */
import { n8nVersion } from '../../../tools/n8n';
import { expect, node, outputsOf, providerNode, test, workflowOf } from '../support';

test('the file that an export returns is stored, and the next nodes read it', async ({
	world,
	n8n,
	sandbox,
}) => {
	const attachments = { attachment: [{ binaryPropertyName: 'data' }] };
	const workflow = workflowOf(
		'A file from node to node',
		[{}],
		providerNode(world, 'leadLex', 'Export', { resource: 'company', operation: 'export' }),
		providerNode(world, 'leadLex', 'Send', {
			...{ resource: 'email', operation: 'send', to: 'jane@example.com', subject: 'Companies' },
			...{ bodyText: 'Hello Jane', additionalFields: { attachments } },
		}),
	);
	const extract = node('n8n-nodes-base.extractFromFile', 'Extract', {});
	workflow.nodes.push(extract);
	workflow.connections.Export.main[0]!.push({ node: extract.name, type: 'main', index: 0 });
	const execution = await n8n.run(await n8n.saveWorkflow(workflow));
	expect(execution.status).toBe('success');

	const { data: file } = outputsOf(execution, 'Export')[0][0].binary!;
	// n8n 1 keeps files in the execution unless it is told otherwise
	const store = world.workerLogFiles.length > 0 ? 'database' : 'filesystem-v2';
	if (!n8nVersion.version.startsWith('1.')) expect(file.data).toBe(store);
	const { companies } = await sandbox.leadLex.state();
	expect(outputsOf(execution, extract.name)[0]).toHaveLength(companies.size);
	const { body } = (await sandbox.leadLex.requests()).at(-1)!;
	const [{ content_base64 }] = (body as { attachments: Array<{ content_base64: string }> })
		.attachments;
	const rows = Buffer.from(content_base64, 'base64').toString().trim().split('\r\n');
	expect(rows).toHaveLength(companies.size + 1);
});
