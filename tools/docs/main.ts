/** `npm run docs`: writes what the operations are into the page of each provider. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';
import { format, resolveConfig } from 'prettier';

import manifest from '../../package.json';
import { operationsText, withOperations } from './operations';

const root = path.join(__dirname, '..', '..');

async function main(): Promise<void> {
	for (const built of manifest.n8n.nodes) {
		const [Node] = Object.values(
			(await import(path.join(root, built))) as Record<string, new () => INodeType>,
		);
		const { description } = new Node();
		if (description.properties[0].name !== 'resource') continue;
		const page = path.join(root, 'docs', `${path.basename(path.dirname(built)).toLowerCase()}.md`);
		const text = withOperations(readFileSync(page, 'utf8'), operationsText(description));
		writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
	}
}

void main();
