/** The workflows of examples/, as users import them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';

import type { Engine, WorkflowJson } from '../../tools/engine';

export const EXAMPLES = join(__dirname, '..', '..', 'examples');

export const examples = readdirSync(EXAMPLES)
	.filter((file) => file.endsWith('.json'))
	.map((file) => ({ file, workflow: readExample(file) }));

export function readExample(file: string): WorkflowJson {
	return JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as WorkflowJson;
}

export const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';

/** What a user enters into the panels, by the names of the nodes. */
export type Entered = Record<string, INodeParameters>;

export function entering<W extends { nodes: INode[] }>(workflow: W, entered: Entered): W {
	for (const [name, parameters] of Object.entries(entered)) {
		Object.assign(workflow.nodes.find((node) => node.name === name)!.parameters, parameters);
	}
	return workflow;
}

export interface ExampleRun {
	/** What comes out of nodes instead of running them, by their names: items, or their JSON. */
	instead: Record<string, Array<IDataObject | INodeExecutionData>>;
	entered?: Entered;
	timezone?: string;
}

export async function runExample(
	engine: Engine,
	file: string,
	{ instead, entered = {}, timezone = 'UTC' }: ExampleRun,
): Promise<IRun> {
	const workflow = entering(readExample(file), entered);
	const pinned = Object.entries(instead).map(([name, items]) => [name, items.map(itemOf)]);
	const run = await engine.run(
		{ ...workflow, settings: { ...workflow.settings, timezone } },
		{ pinData: Object.fromEntries(pinned) as Record<string, INodeExecutionData[]> },
	);
	const { error } = run.data.resultData;
	if (error) throw error;
	return run;
}

const itemOf = (item: IDataObject | INodeExecutionData) => ('json' in item ? item : { json: item });

/** What a node gave out by its first output. */
export const itemsOf = ({ data }: IRun, name: string): IDataObject[] =>
	(data.resultData.runData[name]?.at(-1)?.data?.main[0] ?? []).map(({ json }) => json);
