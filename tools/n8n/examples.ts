/** The workflows of examples/, ready to run: with credentials, and with the file where n8n may read. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';
import type { WorkflowJson } from './client';
import { filesFolder } from './environment';
import { packageRoot } from './paths';

/** Credentials by their type. */
export type CredentialsByType = Record<string, { id: string; name: string }>;

export interface Example {
	file: string;
	workflow: WorkflowJson;
}

const folder = path.join(packageRoot, 'examples');
const PEOPLE = 'people.csv';

/** For the nodes of this package, or of another one of ours. */
export function prepareExamples(
	userFolder: string,
	credentials: CredentialsByType,
	packageName = manifest.name,
): Example[] {
	const people = path.join(filesFolder(userFolder), PEOPLE);
	mkdirSync(path.dirname(people), { recursive: true });
	copyFileSync(path.join(folder, PEOPLE), people);

	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return files.map((file) => {
		const workflow = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowJson;
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
