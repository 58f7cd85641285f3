/**
 * What n8n's server does around a webhook trigger: it switches it on and off, listens, stores the
 * executions that it starts and runs them, and keeps static data as n8n 2.41 does.
 */
import './environment';
import { randomUUID } from 'node:crypto';
import { HookContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRunExecutionData,
	IWebhookData,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import './dataDeduplication';
import { startTriggerServer } from './triggerServer';
import type { Request, Response } from './triggerServer';
import { createAdditionalData, createWorkflow } from './workflow';
import type { EngineContext } from './workflow';

/** What n8n's database has of a workflow. It outlives a process, and several can share it. */
export interface Database {
	workflowId: string;
	/** JSON. */
	staticData: string;
	executions: StoredExecution[];
}

export interface StoredExecution {
	mode: WorkflowExecuteMode;
	items: INodeExecutionData[];
	/** What came out of the trigger; undefined while it has not run. */
	output?: INodeExecutionData[];
}

export interface HostOptions {
	parameters: INodeParameters;
	database?: Database;
	/** The node as another process has loaded it. */
	nodeType?: INodeType;
	/** Executions begin as a worker of queue mode runs them, without static data. */
	isWorker?: boolean;
	/** Before an execution is stored. What it throws stands for n8n's failure to store it. */
	beforeStore?: () => Promise<void> | void;
	/** When the nodes behind the trigger have run. */
	beforeFinish?: () => Promise<void> | void;
}

/** A process of n8n, and a workflow of which it knows. */
export interface TriggerHost {
	/** http://127.0.0.1:PORT */
	url: string;
	database: Database;
	/** The trigger's static data in the database. */
	storedStaticData(): IDataObject;
	setParameters(parameters: INodeParameters): void;
	/** Fails as one try of n8n does: the hook for a removal is called, and static data are stored. */
	activate(): Promise<void>;
	deactivate(): Promise<void>;
	/** A click on the button that waits for a test event. */
	listen(): Promise<void>;
	stopListening(): Promise<void>;
	/** Fulfilled when nothing runs any more. */
	waitUntilIdle(): Promise<void>;
	/** Runs the latest execution from its begin, as n8n does with one that was cut off. */
	rerunLast(): Promise<void>;
	stop(): Promise<void>;
}

const NODE = 'Trigger';
const PATH = 'f3b1c2d4-5a69-4d0e-9c11-7f1f0f1c2a3b/webhook';

export const emptyDatabase = (): Database => ({
	workflowId: randomUUID(),
	staticData: '{}',
	executions: [],
});

type Hook = 'checkExists' | 'create' | 'delete';
type How = [WorkflowExecuteMode, WorkflowActivateMode];
const ACTIVATION: How = ['trigger', 'activate'];
const TEST: How = ['manual', 'manual'];
/** n8n says the same of all removals. */
const REMOVAL: How = ['internal', 'update'];

export async function hostTrigger(
	engineContext: EngineContext,
	type: string,
	{ database = emptyDatabase(), ...options }: HostOptions,
): Promise<TriggerHost> {
	const { nodeType = engineContext.types.nodeTypes.getByNameAndVersion(type, 1) } = options;
	const own = withNodeType(engineContext, nodeType);
	const running = new Set<Promise<void>>();
	let { parameters } = options;
	let test: Workflow | undefined;

	const server = await startTriggerServer((path) => {
		if (path === `/webhook/${PATH}`) {
			return async (...args) => await receive(loaded(), 'webhook', ...args);
		}
		const tested = path === `/webhook-test/${PATH}` ? test : undefined;
		return tested && (async (...args) => await receive(tested, 'manual', ...args));
	});
	const additional = () => ({
		...createAdditionalData(own),
		webhookBaseUrl: `${server.url}/webhook`,
		webhookTestBaseUrl: `${server.url}/webhook-test`,
	});

	function loaded(staticData = database.staticData): Workflow {
		const node = { id: '1', name: NODE, type, typeVersion: 1, webhookId: PATH.split('/')[0] };
		const nodes: INode[] = [{ ...node, position: [0, 0], parameters }];
		const workflow = { id: database.workflowId, name: 'Hosted', nodes, connections: {} };
		return createWorkflow(own, workflow, JSON.parse(staticData) as IDataObject);
	}

	function save({ staticData }: Workflow): void {
		if (staticData.__dataChanged === true) database.staticData = JSON.stringify(staticData);
	}

	const webhookData = (isTest: boolean) =>
		({
			...{ httpMethod: 'POST', node: NODE, path: PATH, workflowId: database.workflowId, isTest },
			webhookDescription: nodeType.description.webhooks![0],
			workflowExecuteAdditionalData: additional(),
		}) as IWebhookData;

	async function call(hook: Hook, workflow: Workflow, [mode, activation]: How, isTest = false) {
		const data = webhookData(isTest);
		const node = workflow.getNode(NODE)!;
		const more = [data.workflowExecuteAdditionalData, mode, activation, data] as const;
		return await nodeType.webhookMethods!.default![hook].call(
			new HookContext(workflow, node, ...more),
		);
	}

	async function switchOn(workflow: Workflow, how: How, isTest = false): Promise<void> {
		try {
			const exists = await call('checkExists', workflow, how, isTest);
			if (!exists) await call('create', workflow, how, isTest);
		} catch (error) {
			await call('delete', workflow, REMOVAL, isTest).catch(() => {});
			throw error;
		}
	}

	async function stopListening(): Promise<void> {
		const workflow = test;
		test = undefined;
		if (workflow) await call('delete', workflow, REMOVAL, true);
	}

	async function receive(
		workflow: Workflow,
		mode: WorkflowExecuteMode,
		httpRequest: Request,
		httpResponse: Response,
	): Promise<void> {
		const isTest = mode === 'manual';
		const data = Object.assign(additional(), { httpRequest, httpResponse });
		const node = workflow.getNode(NODE)!;
		const { workflowData } = await nodeType.webhook!.call(
			new WebhookContext(workflow, node, data, mode, webhookData(isTest), [], null),
		);
		if (!workflowData) return isTest ? undefined : save(workflow);

		await options.beforeStore?.();
		const execution: StoredExecution = { mode, items: workflowData[0] };
		database.executions.push(execution);
		httpResponse.status(200).json({ message: 'Workflow was started' });
		const ended = Promise.all([execute(execution), isTest && stopListening()]).then(() => {});
		running.add(ended);
		void ended.finally(() => running.delete(ended));
	}

	/** n8n reads static data once more before it runs an execution, and stores them when it ends. */
	async function execute(execution: StoredExecution): Promise<void> {
		const { mode, items } = execution;
		const workflow = options.isWorker ? loaded('{}') : loaded();
		const start = { node: workflow.getNode(NODE)!, data: { main: [items] }, source: null };
		const waiting = { contextData: {}, metadata: {}, waitingExecution: {} };
		const data = {
			...{ version: 1, startData: {}, resultData: { runData: {} } },
			executionData: { nodeExecutionStack: [start], ...waiting, waitingExecutionSource: {} },
		} as unknown as IRunExecutionData;
		const executionId = String(database.executions.indexOf(execution));
		const additionalData = { ...createAdditionalData(own), executionId };
		const engine = new WorkflowExecute(additionalData, mode, data);
		const run = await engine.processRunExecutionData(workflow);
		execution.output = run.data.resultData.runData[NODE][0].data?.main[0] ?? [];
		await options.beforeFinish?.();
		if (mode !== 'manual') save(workflow);
	}

	return {
		url: server.url,
		database,
		storedStaticData() {
			const all = JSON.parse(database.staticData) as Record<string, IDataObject>;
			return all[`node:${NODE}`] ?? {};
		},
		setParameters: (changed) => void (parameters = changed),
		async activate() {
			const workflow = loaded();
			await switchOn(workflow, ACTIVATION).finally(() => save(workflow));
		},
		async deactivate() {
			const workflow = loaded();
			await call('delete', workflow, REMOVAL).finally(() => save(workflow));
		},
		async listen() {
			const workflow = loaded('{}');
			await switchOn(workflow, TEST, true);
			test = workflow;
		},
		stopListening,
		rerunLast: async () => await execute(database.executions.at(-1)!),
		async waitUntilIdle() {
			while (running.size > 0) await Promise.all(running);
		},
		stop: () => server.stop(),
	};
}

function withNodeType(engineContext: EngineContext, nodeType: INodeType): EngineContext {
	const { nodeTypes } = engineContext.types;
	const only = { ...nodeTypes, getByName: () => nodeType, getByNameAndVersion: () => nodeType };
	return { ...engineContext, types: { ...engineContext.types, nodeTypes: only } };
}
