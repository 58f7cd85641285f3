/** The workflows that users import, in n8n's engine. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { PEOPLE_FILE, readPeople } from '../../tools/demo/people';
import { providers } from '../../tools/demo/providers';
import type { WorkflowJson } from '../../tools/engine';
import { packageRoot } from '../../tools/engine/environment';
import { allFields } from '../support/package';
import type { World } from '../support/world';
import { createWorld } from '../support/world';

const folder = join(packageRoot, 'examples');
const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => ({
		file,
		workflow: JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowJson,
	}));

let world: World;
beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.stop());

const isOurs = ({ type }: { type: string }) => type.startsWith('n8n-nodes-contactlink.');

describe.each(examples)('$file', ({ workflow }) => {
	test('uses nodes that there are, with parameters that they have', () => {
		expect(workflow.nodes.filter(isOurs).length).toBeGreaterThan(1);
		for (const { type, typeVersion, parameters } of workflow.nodes.filter(isOurs)) {
			const { description } = world.engine.nodeTypes.getByNameAndVersion(type, typeVersion);
			const known = description.properties.filter(({ displayOptions: { show } = {} }) =>
				Object.entries(show ?? {}).every(([name, values]) =>
					(values as unknown[]).includes(parameters[name]),
				),
			);
			expect(known.map(({ name }) => name)).toEqual(
				expect.arrayContaining(Object.keys(parameters)),
			);
			const additional = Object.keys((parameters.additionalFields ?? {}) as IDataObject);
			expect(allFields(known).map(({ name }) => name)).toEqual(expect.arrayContaining(additional));
		}
	});

	test('carries no credential, and tells the user in notes what to set', () => {
		expect(workflow.nodes.filter(({ credentials }) => credentials)).toEqual([]);
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.map(({ parameters }) => parameters.content).join()).toContain('credential');
	});

	test('connects every node', () => {
		const named = workflow.nodes
			.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
			.map(({ name }) => name);
		const targets = Object.values(workflow.connections).flatMap(({ main }) =>
			main.flatMap((output) => (output ?? []).map(({ node }) => node)),
		);
		const connected = new Set([...targets, ...Object.keys(workflow.connections)]);
		expect([...connected].sort()).toEqual([...named].sort());
	});
});

test.each(providers)('$workflow makes and links each of the 250 people once', async (provider) => {
	const people = readPeople();
	expect(people).toHaveLength(250);
	const { workflow } = examples.find(({ file }) => file === provider.workflow)!;
	for (const { type, parameters } of workflow.nodes) {
		if (type === 'n8n-nodes-base.readWriteFile') parameters.fileSelector = PEOPLE_FILE;
	}
	const run = await world.engine.run(workflow);
	expect(run.data.resultData.error).toBeUndefined();
	expect(people.map((person) => provider.problem(world.sandbox, person)).filter(Boolean)).toEqual(
		[],
	);
	expect(provider.written(world.sandbox)).toMatchObject({ contacts: 250, links: 250 });
});
