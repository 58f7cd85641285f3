/** Creates credentials and examples in n8n, or updates those of an earlier start. */
import { PROVIDERS } from '../mockServers';
import type { Sandbox } from '../mockServers';
import { prepareExamples } from '../n8n';
import type { N8nClient, CredentialsByType, Example } from '../n8n';
import { dataFolder, readImported, writeImported } from './state';

/** Updates existing credentials too, since the ports of the sandbox may differ from the last start. */
export async function provisionCredentials(
	client: N8nClient,
	sandbox: Sandbox,
): Promise<CredentialsByType> {
	const existing = await client.listCredentials();
	const credentials: CredentialsByType = {};
	for (const key of PROVIDERS) {
		const server = sandbox[key];
		const type = `${key}Api`;
		const name = `${server.name} sandbox`;
		const previous = existing.find(
			(credential) => credential.type === type && credential.name === name,
		);
		const data = server.credential;
		const { id } = await client.saveCredential({ name, type, data }, previous?.id);
		credentials[type] = { id, name };
	}
	return credentials;
}

/**
 * Imports the examples. An example that the user changed in n8n is replaced only if it has changed in
 * the repository too. Returns the names of the examples that run with one click.
 */
export async function provisionExamples(
	client: N8nClient,
	credentials: CredentialsByType,
): Promise<string[]> {
	const imported = readImported();
	const existing = (await client.listWorkflows()).filter(({ isArchived }) => !isArchived);
	const examples = prepareExamples(dataFolder, credentials);
	for (const { file, workflow } of examples) {
		const text = JSON.stringify(workflow);
		const previous = imported[file];
		const exists = existing.some(({ id }) => id === previous?.id);
		if (exists && previous.text === text) continue;
		const { id } = await client.saveWorkflow(workflow, exists ? previous.id : undefined);
		imported[file] = { id, text };
		writeImported(imported);
	}
	return examples.filter(runsWithOneClick).map(({ workflow }) => workflow.name);
}

/** The other examples wait for a form, an event or a time, or need IDs from the user. */
const runsWithOneClick = ({ workflow: { nodes, pinData = {} } }: Example) =>
	nodes.some(({ type }) => type === 'n8n-nodes-base.manualTrigger') ||
	Object.keys(pinData).length > 0;
