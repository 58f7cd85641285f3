/** Checks the form of the example workflows, and runs those that create and link many people. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { PEOPLE_FILE, readPeople } from '../../../tools/demo/people';
import { providers } from '../../../tools/demo/providers';
import { EXAMPLES, examples, isStickyNote, readExample } from '../../support/examples';
import { useWorld } from '../../support/useWorld';

const world = useWorld();

const describedBy = ({ type, typeVersion }: INode) =>
	world.engine.nodeTypes.getByNameAndVersion(type, typeVersion).description;
const isOurs = ({ type }: INode) => type.startsWith('n8n-nodes-contactlink.');

/** The parameters that n8n reports as missing until the user selects a record. */
const UNSELECTED: Record<string, string[]> = {
	'Add to campaign': ['campaignId'],
	'Read the sheet': ['documentId', 'sheetName'],
};

/** The approximate size of a node and its name, in units of the canvas. */
const NODE_SIZE = { width: 96, height: 140 };
const areaOf = (node: INode) => {
	const [x, y] = node.position;
	const { width, height } = isStickyNote(node) ? (node.parameters as typeof NODE_SIZE) : NODE_SIZE;
	return { name: node.name, left: x, top: y, right: x + width, bottom: y + height };
};

describe.each(examples)('$file', ({ file, workflow }) => {
	const { nodes, connections } = workflow;
	const steps = nodes.filter((node) => !isStickyNote(node));

	test('uses existing nodes, parameters and values', () => {
		expect(nodes.filter(isOurs).length).toBeGreaterThan(0);
		for (const node of nodes) {
			const description = describedBy(node);
			const { properties, version } = description;
			expect([version].flat()).toContain(node.typeVersion);
			// n8n drops the parameters that the node does not have or does not show
			const supported = NodeHelpers.getNodeParameters(
				properties,
				node.parameters,
				true,
				false,
				node,
				description,
			);
			expect(supported).toMatchObject(node.parameters);
			const shown = { ...node, parameters: supported ?? {} };
			const issues = NodeHelpers.getNodeParametersIssues(properties, shown, description);
			expect(Object.keys(issues?.parameters ?? {})).toEqual(UNSELECTED[node.name] ?? []);
		}
	});

	test('holds no credential and no data, and its notes say what to set', () => {
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		const contents = nodes.filter(isStickyNote).map(({ parameters }) => parameters.content);
		expect(contents.join()).toContain('credential');
		const bold = [...contents.join().matchAll(/\*\*(.+?)\*\*/g)].map(([, text]) => text);
		const named = bold.filter((text) => !text.startsWith('.'));
		expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
	});

	test('connects every node from left to right without overlaps', () => {
		const arrows = Object.entries(connections).flatMap(([from, { main }]) =>
			main.flatMap((output) => (output ?? []).map(({ node }) => ({ from, to: node }))),
		);
		const connected = new Set(arrows.flatMap(({ from, to }) => [from, to]));
		expect([...connected].sort()).toEqual(steps.map(({ name }) => name).sort());

		const areas = nodes.map(areaOf);
		const leftOf = (name: string) => areas.find((area) => area.name === name)!.left;
		expect(arrows.filter(({ from, to }) => leftOf(from) >= leftOf(to))).toEqual([]);
		const overlaps = areas.flatMap((area, index) =>
			areas
				.slice(index + 1)
				.filter((laterArea) => area.left < laterArea.right && laterArea.left < area.right)
				.filter((laterArea) => area.top < laterArea.bottom && laterArea.top < area.bottom)
				.map((laterArea) => `${area.name} and ${laterArea.name}`),
		);
		expect(overlaps).toEqual([]);
	});

	test('is listed in the README of the examples', () => {
		expect(readFileSync(join(EXAMPLES, 'README.md'), 'utf8')).toContain(`| [\`${file}\`](${file})`);
	});
});

test.each(providers)(
	'$workflow creates and links each of the 250 people once',
	async (provider) => {
		const people = readPeople();
		expect(people).toHaveLength(250);
		const workflow = readExample(provider.workflow);
		for (const { type, parameters } of workflow.nodes) {
			if (type === 'n8n-nodes-base.readWriteFile') parameters.fileSelector = PEOPLE_FILE;
		}
		const run = await world.engine.run(workflow);
		expect(run.data.resultData.error).toBeUndefined();
		expect(
			people.map((person) => provider.findProblem(world.sandbox, person)).filter(Boolean),
		).toEqual([]);
		expect(provider.countRecords(world.sandbox)).toMatchObject({ contacts: 250, links: 250 });
	},
);
