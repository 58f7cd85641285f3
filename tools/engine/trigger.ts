/**
 * What n8n's server does around a webhook trigger: it switches it on and off, listens, stores the
 * executions that it starts and runs them, and keeps its static data as n8n 2.41 does.
 */
import './environment';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { HookContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRunExecutionData,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { createAdditionalData, createWorkflow } from './workflow';
import type { Surroundings } from './workflow';

/** What outlives a process: n8n's database. */
export interface Database {
	/** JSON of the workflow's static data. */
	staticData: string;
	executions: Execution[];
}

export interface Execution {
	mode: WorkflowExecuteMode;
	items: INodeExecutionData[];
	/** What the trigger gave to the nodes behind it; undefined when it has not run. */
	output?: INodeExecutionData[];
}

export interface HostOptions {
	parameters: INodeParameters;
	database?: Database;
	/** The node as another process has loaded it. */
	nodeType?: INodeType;
	/** Before an execution is stored; what it throws is n8n's failure to store it. */
	beforeStored?: () => Promise<void> | void;
	/** Before an execution ends. */
	beforeEnd?: () => Promise<void> | void;
}

/** A process of n8n with one workflow in it. */
export interface TriggerHost {
	/** http://127.0.0.1:PORT */
	url: string;
	database: Database;
	/** Its static data in the database. */
	kept(): IDataObject;
	change(parameters: INodeParameters): void;
	/** Makes the registration if there is none. Fails as n8n's one try fails. */
	activate(): Promise<void>;
	deactivate(): Promise<void>;
	/** A click on the button that waits for a test event. */
	listen(): Promise<void>;
	stopListening(): Promise<void>;
	/** Fulfilled when no execution runs any more. */
	idle(): Promise<void>;
	stop(): Promise<void>;
}

const NODE = 'Trigger';
const PATH = 'f3b1c2d4-5a69-4d0e-9c11-7f1f0f1c2a3b';

export const emptyDatabase = (): Database => ({ staticData: '{}', executions: [] });

export async function hostTrigger(
	surroundings: Surroundings,
	type: string,
	options: HostOptions,
): Promise<TriggerHost> {
	const { database = emptyDatabase(), beforeStored, beforeEnd } = options;
	const { nodeTypes } = surroundings.types;
	const nodeType = options.nodeType ?? nodeTypes.getByNameAndVersion(type, 1);
	const known = { ...nodeTypes, getByName: () => nodeType, getByNameAndVersion: () => nodeType };
	const own: Surroundings = {
		...surroundings,
		types: { ...surroundings.types, nodeTypes: known },
	};
	let { parameters } = options;
	let test: Workflow | undefined;
	const running = new Set<Promise<void>>();

	const server = createServer((request, response) => void serve(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const additional = (): IWorkflowExecuteAdditionalData => ({
		...createAdditionalData(own),
		webhookBaseUrl: `${url}/webhook`,
		webhookTestBaseUrl: `${url}/webhook-test`,
	});

	function workflowWith(staticData: string): Workflow {
		const node = { id: '1', name: NODE, type, typeVersion: 1, position: [0, 0], webhookId: PATH };
		const nodes = [{ ...node, parameters }] as INode[];
		const json = { name: 'Hosted', nodes, connections: {} };
		return createWorkflow(own, json, JSON.parse(staticData) as IDataObject);
	}

	const webhookData = (isTest: boolean) =>
		({
			...{ httpMethod: 'POST', node: NODE, path: `${PATH}/webhook`, workflowId: '1', isTest },
			webhookDescription: nodeType.description.webhooks![0],
			workflowExecuteAdditionalData: additional(),
		}) as IWebhookData;

	type Hook = 'checkExists' | 'create' | 'delete';
	async function call(
		hook: Hook,
		workflow: Workflow,
		[mode, activation, isTest = false]: [WorkflowExecuteMode, WorkflowActivateMode, boolean?],
	): Promise<boolean> {
		const data = webhookData(isTest);
		const node = workflow.getNode(NODE)!;
		const args = [workflow, node, data.workflowExecuteAdditionalData, mode, activation] as const;
		return await nodeType.webhookMethods!.default![hook].call(new HookContext(...args, data));
	}

	const save = ({ staticData }: { staticData: IDataObject }) => {
		if (staticData.__dataChanged === true) database.staticData = JSON.stringify(staticData);
	};

	/** As for a workflow, with one difference: n8n tries a few times, after growing pauses. */
	async function activate(): Promise<void> {
		const workflow = workflowWith(database.staticData);
		try {
			const exists = await call('checkExists', workflow, ['trigger', 'activate']);
			if (!exists) await call('create', workflow, ['trigger', 'activate']);
		} catch (error) {
			await call('delete', workflow, ['internal', 'update']).catch(() => {});
			throw error;
		} finally {
			save(workflow);
		}
	}

	async function deactivate(): Promise<void> {
		const workflow = workflowWith(database.staticData);
		try {
			await call('delete', workflow, ['internal', 'update']);
		} finally {
			save(workflow);
		}
	}

	async function listen(): Promise<void> {
		const workflow = workflowWith('{}');
		try {
			const exists = await call('checkExists', workflow, ['manual', 'manual', true]);
			if (!exists) await call('create', workflow, ['manual', 'manual', true]);
			test = workflow;
		} catch (error) {
			await call('delete', workflow, ['internal', 'update', true]);
			throw error;
		}
	}

	async function stopListening(): Promise<void> {
		const workflow = test;
		test = undefined;
		if (workflow) await call('delete', workflow, ['internal', 'update', true]);
	}

	async function serve(request: IncomingMessage, bare: ServerResponse): Promise<void> {
		const response = Object.assign(bare, {
			status(code: number) {
				bare.statusCode = code;
				return response;
			},
			json: (body: object) => bare.end(JSON.stringify(body)),
		});
		try {
			const isTest = request.url === `/webhook-test/${PATH}/webhook`;
			if (!isTest && request.url !== `/webhook/${PATH}/webhook`)
				return void response.status(404).end();
			const workflow = isTest ? test : workflowWith(database.staticData);
			if (!workflow) return void response.status(404).end();
			await receive(request, response, workflow, isTest ? 'manual' : 'webhook');
		} catch (error) {
			response.status(500).json({ message: String(error) });
		}
	}

	async function receive(
		request: IncomingMessage,
		response: ServerResponse & { status(code: number): { json(body: object): void } },
		workflow: Workflow,
		mode: WorkflowExecuteMode,
	): Promise<void> {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		const rawBody = Buffer.concat(parts);
		const data = additional();
		const httpRequest = Object.assign(request, { rawBody, body: parsed(rawBody) });
		if (httpRequest.body === undefined) return response.status(422).json({ message: 'No JSON' });
		Object.assign(data, { httpRequest, httpResponse: response });
		const node = workflow.getNode(NODE)!;
		const about = webhookData(mode === 'manual');
		const context = new WebhookContext(workflow, node, data, mode, about, [], null);
		const { workflowData, noWebhookResponse } = await nodeType.webhook!.call(context);
		if (noWebhookResponse && mode !== 'manual') save(workflow);
		if (!workflowData) return;

		await beforeStored?.();
		const execution: Execution = { mode, items: workflowData[0] };
		database.executions.push(execution);
		response.status(200).json({ message: 'Workflow was started' });
		const ended = execute(execution, mode);
		running.add(ended);
		void ended.finally(() => running.delete(ended));
		if (mode === 'manual') await stopListening();
	}

	/** n8n loads static data once more before it runs an execution, and stores them when it ends. */
	async function execute(execution: Execution, mode: WorkflowExecuteMode): Promise<void> {
		const workflow = mode === 'manual' ? workflowWith('{}') : workflowWith(database.staticData);
		const stack = [
			{ node: workflow.getNode(NODE)!, data: { main: [execution.items] }, source: null },
		];
		const waiting = {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		};
		const data = {
			...{ version: 1, startData: {}, resultData: { runData: {} } },
			executionData: { nodeExecutionStack: stack, ...waiting },
		} as unknown as IRunExecutionData;
		const engine = new WorkflowExecute(createAdditionalData(own), mode, data);
		const run = await engine.processRunExecutionData(workflow);
		execution.output = run.data.resultData.runData[NODE]?.[0].data?.main[0] ?? [];
		await beforeEnd?.();
		if (mode !== 'manual') save(workflow);
	}

	return {
		url,
		database,
		kept: () =>
			(JSON.parse(database.staticData) as Record<string, IDataObject>)[`node:${NODE}`] ?? {},
		change: (changed) => void (parameters = changed),
		activate,
		deactivate,
		listen,
		stopListening,
		async idle() {
			while (running.size > 0) await Promise.race([Promise.all(running), wait(10)]);
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString());
	} catch {
		return undefined;
	}
}
