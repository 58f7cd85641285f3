/** Reads and runs the workflows of examples/, as users import them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { Engine, WorkflowJson } from '../../tools/engine';

export const EXAMPLES = join(__dirname, '..', '..', 'examples');

export const examples = readdirSync(EXAMPLES)
	.filter((file) => file.endsWith('.json'))
	.map((file) => ({ file, workflow: readExample(file) }));

export function readExample(file: string): WorkflowJson {
	return JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as WorkflowJson;
}

export const isStickyNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';

/** The parameters that a user enters, by the name of the node. */
export type EnteredParameters = Record<string, INodeParameters>;

/** Changes the workflow and returns it. */
export function enterParameters<W extends { nodes: INode[] }>(
	workflow: W,
	entered: EnteredParameters,
): W {
	for (const [name, parameters] of Object.entries(entered)) {
		Object.assign(workflow.nodes.find((node) => node.name === name)!.parameters, parameters);
	}
	return workflow;
}

export interface ExampleRun {
	/** The output of nodes that are not run, by their names: items, or their JSON. */
	pinned: Record<string, Array<IDataObject | INodeExecutionData>>;
	entered?: EnteredParameters;
	timezone?: string;
}

export async function runExample(
	engine: Engine,
	file: string,
	{ pinned, entered = {}, timezone = 'UTC' }: ExampleRun,
): Promise<IRun> {
	const workflow = enterParameters(readExample(file), entered);
	const pinData = Object.fromEntries(
		Object.entries(pinned).map(([name, items]) => [name, items.map(itemOf)]),
	);
	const run = await engine.run(
		{ ...workflow, settings: { ...workflow.settings, timezone } },
		{ pinData: pinData as Record<string, INodeExecutionData[]> },
	);
	const { error } = run.data.resultData;
	if (error) throw error;
	return run;
}

const itemOf = (item: IDataObject | INodeExecutionData) => ('json' in item ? item : { json: item });

/** Returns the JSON of the items at the first output of a node. */
export const itemsOf = ({ data }: IRun, name: string): IDataObject[] =>
	(data.resultData.runData[name]?.at(-1)?.data?.main[0] ?? []).map(({ json }) => json);

/**
 * Returns what a node outputs after the person whom it asked has clicked on a button in the email. The node's own
 * webhook makes the output, as in n8n.
 */
export async function outputOfReview(
	{ nodeTypes }: Engine,
	file: string,
	name: string,
	approved: boolean,
): Promise<INodeExecutionData[]> {
	const { type, typeVersion, parameters } = readExample(file).nodes.find(
		(node) => node.name === name,
	)!;
	const request = {
		method: 'GET',
		headers: {
			'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
		},
		query: { approved: String(approved) },
	};
	const context = {
		getRequestObject: () => request,
		getResponseObject: () => ({}),
		getNodeParameter: (parameter: string, fallback: unknown) => parameters[parameter] ?? fallback,
	} as unknown as IWebhookFunctions;
	const { workflowData } = await nodeTypes
		.getByNameAndVersion(type, typeVersion)
		.webhook!.call(context);
	return workflowData![0];
}
