/** Puts credentials and examples into n8n. What an earlier start has put there is used again. */
import { PROVIDERS } from '../mockServers';
import type { Sandbox } from '../mockServers';
import { prepareExamples } from '../n8n';
import type { N8nClient, CredentialsByType, Example } from '../n8n';
import { dataFolder, readImported, writeImported } from './state';

/** Their data are those of this sandbox, whose ports may be others than the last time. */
export async function provisionCredentials(
	client: N8nClient,
	sandbox: Sandbox,
): Promise<CredentialsByType> {
	const present = await client.listCredentials();
	const put: CredentialsByType = {};
	for (const key of PROVIDERS) {
		const server = sandbox[key];
		const type = `${key}Api`;
		const name = `${server.name} sandbox`;
		const before = present.find((one) => one.type === type && one.name === name);
		const { id } = await client.saveCredential({ name, type, data: server.credential }, before?.id);
		put[type] = { id, name };
	}
	return put;
}

/**
 * An example that was changed in n8n stays so, unless there is a new one in this repository. Fulfilled
 * with the names of those that run at a click.
 */
export async function provisionExamples(
	client: N8nClient,
	credentials: CredentialsByType,
): Promise<string[]> {
	const imported = readImported();
	const present = (await client.listWorkflows()).filter(({ isArchived }) => !isArchived);
	const examples = prepareExamples(dataFolder, credentials);
	for (const { file, workflow } of examples) {
		const text = JSON.stringify(workflow);
		const before = imported[file];
		const known = present.some(({ id }) => id === before?.id);
		if (known && before.text === text) continue;
		const { id } = await client.saveWorkflow(workflow, known ? before.id : undefined);
		imported[file] = { id, text };
		writeImported(imported);
	}
	return examples.filter(runsAtAClick).map(({ workflow }) => workflow.name);
}

/** The others wait for a form, for an event or for a time, and for IDs of the user. */
const runsAtAClick = ({ workflow: { nodes, pinData = {} } }: Example) =>
	nodes.some(({ type }) => type === 'n8n-nodes-base.manualTrigger') ||
	Object.keys(pinData).length > 0;
