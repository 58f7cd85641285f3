/**
 * Hosts a webhook trigger as the server of n8n 2.41 does: activates and deactivates it, takes its
 * calls, stores and runs the executions it starts, and stores its static data.
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
import type { Handler, Request, Response, TriggerServer } from './triggerServer';
import { createAdditionalData, createWorkflow } from './workflow';
import type { EngineContext } from './workflow';

/** The rows of one workflow in n8n's database. They outlive a process, and several processes can share them. */
export interface Database {
	workflowId: string;
	/** JSON. */
	staticData: string;
	executions: StoredExecution[];
}

export interface StoredExecution {
	mode: WorkflowExecuteMode;
	items: INodeExecutionData[];
	/** The output of the trigger; undefined until it has run. */
	output?: INodeExecutionData[];
}

export interface HostOptions {
	parameters: INodeParameters;
	database?: Database;
	/** The node as another process has loaded it. */
	nodeType?: INodeType;
	/** The node as a worker of queue mode has loaded it: it runs the executions, which start without static data. */
	workerNodeType?: INodeType;
	/** The ID of this n8n, if several are to be told apart. */
	instanceId?: string;
	/** Called before an execution is stored. If it throws, n8n fails to store it. */
	beforeStore?: () => Promise<void> | void;
	/** Called when the nodes after the trigger have run. */
	beforeFinish?: () => Promise<void> | void;
}

const NODE = 'Trigger';
const WEBHOOK_ID = 'f3b1c2d4-5a69-4d0e-9c11-7f1f0f1c2a3b';
const PATH = `${WEBHOOK_ID}/webhook`;

export const emptyDatabase = (): Database => ({
	workflowId: randomUUID(),
	staticData: '{}',
	executions: [],
});

type WebhookMethod = 'checkExists' | 'create' | 'delete';
type Modes = [WorkflowExecuteMode, WorkflowActivateMode];
const ACTIVATION: Modes = ['trigger', 'activate'];
const TEST: Modes = ['manual', 'manual'];
/** n8n uses the same modes for every removal. */
const REMOVAL: Modes = ['internal', 'update'];

/** One process of n8n with one workflow, which starts with the trigger. */
export class TriggerHost {
	/** Shared with the hosts that were started with the same database. */
	readonly database: Database;
	private readonly context: EngineContext;
	private readonly nodeType: INodeType;
	private readonly runningExecutions = new Set<Promise<void>>();
	private parameters: INodeParameters;
	/** Set while the trigger waits for a test event. */
	private testWorkflow?: Workflow;
	private server!: TriggerServer;

	private constructor(
		engineContext: EngineContext,
		private readonly type: string,
		private readonly options: HostOptions,
	) {
		const { nodeTypes } = engineContext.types;
		this.nodeType = options.nodeType ?? nodeTypes.getByNameAndVersion(type, 1);
		this.context = withNodeType(engineContext, this.nodeType);
		this.database = options.database ?? emptyDatabase();
		this.parameters = options.parameters;
	}

	static async start(
		engineContext: EngineContext,
		type: string,
		options: HostOptions,
	): Promise<TriggerHost> {
		const host = new TriggerHost(engineContext, type, options);
		host.server = await startTriggerServer((path) => host.handlerFor(path));
		return host;
	}

	/** http://127.0.0.1:PORT */
	get url(): string {
		return this.server.url;
	}

	/** The trigger's static data in the database. */
	storedStaticData(): IDataObject {
		const staticData = JSON.parse(this.database.staticData) as Record<string, IDataObject>;
		return staticData[`node:${NODE}`] ?? {};
	}

	setParameters(parameters: INodeParameters): void {
		this.parameters = parameters;
	}

	/** Makes one attempt to register the webhook. If it fails, removes the webhook and stores static data, as n8n does. */
	async activate(): Promise<void> {
		const workflow = this.loadWorkflow();
		await this.register(workflow, ACTIVATION).finally(() => this.storeStaticData(workflow));
	}

	async deactivate(): Promise<void> {
		const workflow = this.loadWorkflow();
		await this.callWebhookMethod('delete', workflow, REMOVAL).finally(() =>
			this.storeStaticData(workflow),
		);
	}

	/** Waits for a test event, as a click on the editor's button does. */
	async listen(): Promise<void> {
		const workflow = this.loadWorkflow('{}');
		await this.register(workflow, TEST, true);
		this.testWorkflow = workflow;
	}

	async stopListening(): Promise<void> {
		const workflow = this.testWorkflow;
		this.testWorkflow = undefined;
		if (workflow) await this.callWebhookMethod('delete', workflow, REMOVAL, true);
	}

	/** Waits until no execution is running. */
	async waitUntilIdle(): Promise<void> {
		while (this.runningExecutions.size > 0) await Promise.all(this.runningExecutions);
	}

	/** Runs the latest execution again from its start, as n8n does with an interrupted one. */
	async rerunLast(): Promise<void> {
		await this.execute(this.database.executions.at(-1)!);
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private handlerFor(path: string): Handler | undefined {
		if (path === `/webhook/${PATH}`) {
			return (...args) => this.receive(this.loadWorkflow(), 'webhook', ...args);
		}
		const workflow = path === `/webhook-test/${PATH}` ? this.testWorkflow : undefined;
		return workflow && ((...args) => this.receive(workflow, 'manual', ...args));
	}

	private async receive(
		workflow: Workflow,
		mode: WorkflowExecuteMode,
		httpRequest: Request,
		httpResponse: Response,
	): Promise<void> {
		const isTest = mode === 'manual';
		const data = Object.assign(this.additionalData(), { httpRequest, httpResponse });
		const node = workflow.getNode(NODE)!;
		const { workflowData } = await this.nodeType.webhook!.call(
			new WebhookContext(workflow, node, data, mode, this.webhookData(isTest), [], null),
		);
		if (!workflowData) {
			if (!isTest) this.storeStaticData(workflow);
			return;
		}

		await this.options.beforeStore?.();
		const execution: StoredExecution = { mode, items: workflowData[0] };
		this.database.executions.push(execution);
		httpResponse.status(200).json({ message: 'Workflow was started' });
		const running = Promise.all([this.execute(execution), isTest && this.stopListening()]).then(
			() => {},
		);
		this.runningExecutions.add(running);
		void running.finally(() => this.runningExecutions.delete(running));
	}

	/** n8n loads static data again before it runs an execution, and stores it when the execution has ended. */
	private async execute(execution: StoredExecution): Promise<void> {
		const { mode, items } = execution;
		const { workerNodeType } = this.options;
		const context = workerNodeType ? withNodeType(this.context, workerNodeType) : this.context;
		const workflow = this.loadWorkflow(workerNodeType && '{}', context);
		const start = { node: workflow.getNode(NODE)!, data: { main: [items] }, source: null };
		const data = {
			version: 1,
			startData: {},
			resultData: { runData: {} },
			executionData: {
				nodeExecutionStack: [start],
				contextData: {},
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
			},
		} as unknown as IRunExecutionData;
		const executionId = String(this.database.executions.indexOf(execution));
		const additionalData = { ...createAdditionalData(context), executionId };
		const engine = new WorkflowExecute(additionalData, mode, data);
		const run = await engine.processRunExecutionData(workflow);
		execution.output = run.data.resultData.runData[NODE][0].data?.main[0] ?? [];
		await this.options.beforeFinish?.();
		if (mode !== 'manual') this.storeStaticData(workflow);
	}

	private async register(workflow: Workflow, modes: Modes, isTest = false): Promise<void> {
		try {
			const exists = await this.callWebhookMethod('checkExists', workflow, modes, isTest);
			if (!exists) await this.callWebhookMethod('create', workflow, modes, isTest);
		} catch (error) {
			await this.callWebhookMethod('delete', workflow, REMOVAL, isTest).catch(() => {});
			throw error;
		}
	}

	private async callWebhookMethod(
		method: WebhookMethod,
		workflow: Workflow,
		[mode, activation]: Modes,
		isTest = false,
	): Promise<boolean> {
		const node = workflow.getNode(NODE)!;
		const data = this.webhookData(isTest);
		const { workflowExecuteAdditionalData } = data;
		const context = new HookContext(
			workflow,
			node,
			workflowExecuteAdditionalData,
			mode,
			activation,
			data,
		);
		const { instanceId = context.getInstanceId() } = this.options;
		const inInstance = Object.create(context, {
			getInstanceId: { value: () => instanceId },
		}) as HookContext;
		return await this.nodeType.webhookMethods!.default![method].call(inInstance);
	}

	private loadWorkflow(
		staticData = this.database.staticData,
		context: EngineContext = this.context,
	): Workflow {
		const node: INode = {
			id: '1',
			name: NODE,
			type: this.type,
			typeVersion: 1,
			webhookId: WEBHOOK_ID,
			position: [0, 0],
			parameters: this.parameters,
		};
		const id = this.database.workflowId;
		const workflow = { id, name: 'Hosted', nodes: [node], connections: {} };
		return createWorkflow(context, workflow, JSON.parse(staticData) as IDataObject);
	}

	private storeStaticData({ staticData }: Workflow): void {
		if (staticData.__dataChanged === true) this.database.staticData = JSON.stringify(staticData);
	}

	private webhookData(isTest: boolean) {
		return {
			httpMethod: 'POST',
			node: NODE,
			path: PATH,
			workflowId: this.database.workflowId,
			isTest,
			webhookDescription: this.nodeType.description.webhooks![0],
			workflowExecuteAdditionalData: this.additionalData(),
		} as IWebhookData;
	}

	private additionalData() {
		return {
			...createAdditionalData(this.context),
			webhookBaseUrl: `${this.url}/webhook`,
			webhookTestBaseUrl: `${this.url}/webhook-test`,
		};
	}
}

/** The context with this node type in place of the one that was loaded. */
function withNodeType(engineContext: EngineContext, nodeType: INodeType): EngineContext {
	const nodeTypes = {
		...engineContext.types.nodeTypes,
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
	};
	return { ...engineContext, types: { ...engineContext.types, nodeTypes } };
}
