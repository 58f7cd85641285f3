/** Runs workflows as n8n does when a user clicks on Execute. */
import './environment';
import { WorkflowExecute } from 'n8n-core';
import type {
	ExecutionError,
	IBinaryKeyData,
	IDataObject,
	INode,
	INodeCredentials,
	INodeExecutionData,
	INodeParameters,
	IPinData,
	IRun,
	OnError,
	Workflow,
} from 'n8n-workflow';
import { createRunExecutionData, deepCopy } from 'n8n-workflow';

import { createAdditionalData, createWorkflow } from './workflow';
import type { EngineContext, WorkflowJson } from './workflow';

export interface RunOptions {
	/** The items that a node outputs instead of running, by the node's name. */
	pinData?: IPinData;
	/** The node to start from. By default, a trigger with pinned items, else any trigger. */
	startNode?: string;
	/** Aborting it stops the run, as the Stop button does. */
	signal?: AbortSignal;
	onNodeStart?: (name: string) => unknown;
	/** The binary data of every item. */
	binary?: IBinaryKeyData;
}

/** Runs a workflow. If a node fails, its error is in `run.data.resultData.error`. */
export async function runWorkflow(
	engineContext: EngineContext,
	json: WorkflowJson,
	{ pinData = json.pinData, startNode, signal, onNodeStart }: RunOptions = {},
): Promise<IRun> {
	const startedAt = new Date();
	const workflow = createWorkflow(engineContext, json);
	const additionalData = createAdditionalData(engineContext);
	additionalData.hooks.addHandler('nodeExecuteBefore', (name) => void onNodeStart?.(name));

	try {
		const name = startNode ?? pinnedTrigger(workflow, pinData) ?? '';
		const execution = start(new WorkflowExecute(additionalData, 'manual'), {
			workflow,
			startNode: workflow.getNode(name) ?? undefined,
			pinData: deepCopy(pinData),
		});
		const cancel = () => execution.cancel();
		signal?.addEventListener('abort', cancel);
		if (signal?.aborted) cancel();
		try {
			return await execution;
		} finally {
			signal?.removeEventListener('abort', cancel);
		}
	} catch (error) {
		return failedRun(error as ExecutionError, startedAt);
	}
}

type Run = WorkflowExecute['run'];
type N8n1Run = (workflow: Workflow, ...rest: unknown[]) => ReturnType<Run>;

/** Starts a run. n8n 1 takes separate arguments, n8n 2 takes one object. */
function start(engine: WorkflowExecute, run: Parameters<Run>[0]): ReturnType<Run> {
	if (engine.run.length === 1) return engine.run(run);
	const { workflow, startNode, pinData } = run;
	return (engine.run as unknown as N8n1Run).call(engine, workflow, startNode, undefined, pinData);
}

/** The trigger with pinned items. A webhook cannot start a run by itself: no server takes its calls. */
function pinnedTrigger({ nodes, nodeTypes }: Workflow, pinData: IPinData = {}): string | undefined {
	return Object.keys(pinData).find((name) => {
		const { type, typeVersion } = nodes[name];
		const { group } = nodeTypes.getByNameAndVersion(type, typeVersion).description;
		return group.includes('trigger');
	});
}

/** The result for a workflow that n8n rejects before running it, such as for a blank required field. */
function failedRun(error: ExecutionError, startedAt: Date): IRun {
	return {
		data: createRunExecutionData({ resultData: { error: toPlainError(error), runData: {} } }),
		mode: 'manual',
		status: 'error',
		startedAt,
		stoppedAt: new Date(),
		storedAt: 'db',
	};
}

/** The error in the form in which n8n stores it. */
const toPlainError = (error: ExecutionError): ExecutionError => ({
	...error,
	message: error.message,
	stack: error.stack,
});

/** The settings of one node, as in a workflow. */
export interface NodeToRun {
	type: string;
	parameters: INodeParameters;
	typeVersion?: number;
	/** By type; the engine's credential of each type if it is missing. */
	credentials?: INodeCredentials;
	onError?: OnError;
	retryOnFail?: boolean;
	maxTries?: number;
	/** Milliseconds. */
	waitBetweenTries?: number;
}

/** The error of a node as n8n stores it and shows it in the node's panel. */
export interface RunError {
	name: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context?: IDataObject;
}

export interface NodeRun {
	/** The items of each output. The second output, if any, is the error output. */
	main: INodeExecutionData[][];
	/** Set when the node stopped the run. */
	error?: RunError;
	run: IRun;
}

const TRIGGER = 'When clicking ‘Execute workflow’';
const NODE = 'Node';

/** Runs one node behind a Manual Trigger that the items are pinned to. */
export async function runNode(
	engineContext: EngineContext,
	node: NodeToRun,
	items: IDataObject[],
	options: Omit<RunOptions, 'pinData' | 'startNode'> = {},
): Promise<NodeRun> {
	const nodes: INode[] = [
		withPosition({ name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', parameters: {} }, 0),
		withPosition({ name: NODE, ...node }, 1),
	];
	const connections = { [TRIGGER]: { main: [[{ node: NODE, type: 'main' as const, index: 0 }]] } };
	const { binary } = options;
	const pinData = { [TRIGGER]: items.map((json) => ({ json, ...(binary && { binary }) })) };

	const run = await runWorkflow(engineContext, { nodes, connections }, { ...options, pinData });
	const { runData, error } = run.data.resultData;
	const output = runData[NODE]?.at(-1)?.data?.main ?? [];
	return {
		main: output.map((branch) => branch ?? []),
		error: error as RunError | undefined,
		run,
	};
}

function withPosition(node: NodeToRun & { name: string }, column: number): INode {
	return { id: node.name, typeVersion: 1, position: [column * 200, 0], ...node };
}
