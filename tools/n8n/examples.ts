/** Prepares the workflows of examples/ to run in n8n. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';
import type { WorkflowJson } from './client';
import { filesFolder } from './environment';
import { packageRoot } from './paths';

/** Credentials by type. */
export type CredentialsByType = Record<string, { id: string; name: string }>;

export interface Example {
	file: string;
	workflow: WorkflowJson;
}

const examplesFolder = path.join(packageRoot, 'examples');
const PEOPLE = 'people.csv';

/**
 * Adds the credentials to the workflows and copies the file they read to where n8n may read it.
 * `packageName` is the package whose nodes the workflows use.
 */
export function prepareExamples(
	userFolder: string,
	credentials: CredentialsByType,
	packageName = manifest.name,
): Example[] {
	const people = path.join(filesFolder(userFolder), PEOPLE);
	mkdirSync(path.dirname(people), { recursive: true });
	copyFileSync(path.join(examplesFolder, PEOPLE), people);

	const files = readdirSync(examplesFolder).filter((file) => file.endsWith('.json'));
	return files.map((file) => {
		const workflow = JSON.parse(
			readFileSync(path.join(examplesFolder, file), 'utf8'),
		) as WorkflowJson;
		for (const node of workflow.nodes) {
			if (node.type === 'n8n-nodes-base.readWriteFile') node.parameters.fileSelector = people;
			const [owner, name] = node.type.split('.');
			if (owner !== manifest.name) continue;
			node.type = `${packageName}.${name}`;
			const type = `${name.replace(/Trigger$/, '')}Api`;
			node.credentials = { [type]: credentials[type] };
		}
		return { file, workflow };
	});
}
