/**
 * Hosts a polling trigger as the server of n8n 2.41 does: static data is stored after a poll that
 * returned items, and after every activation.
 */
import './environment';
import { randomUUID } from 'node:crypto';
import { PollContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { createAdditionalData, createWorkflow } from './workflow';
import type { EngineContext } from './workflow';

const NODE = 'Trigger';

/** One process of n8n with one active workflow, which starts with the trigger. */
export class PollingHost {
	/** The warnings that the node has written to n8n's log. */
	readonly warnings: string[] = [];
	private readonly nodeType: INodeType;
	private readonly workflowId = randomUUID();
	/** The static data in the database, as JSON. */
	private stored = '{}';
	private workflow: Workflow;

	constructor(
		private readonly engineContext: EngineContext,
		private readonly type: string,
		private parameters: INodeParameters = {},
	) {
		this.nodeType = engineContext.types.nodeTypes.getByNameAndVersion(type, 1);
		this.workflow = this.loadWorkflow();
	}

	/** Polls as an activation does. Throws what the node throws. */
	async activate(): Promise<INodeExecutionData[] | null> {
		this.restart();
		const items = await this.callPoll('trigger', 'activate');
		this.store();
		return items;
	}

	async poll(): Promise<INodeExecutionData[] | null> {
		const items = await this.callPoll('trigger', 'update');
		if (items) this.store();
		return items;
	}

	/** Polls once, as a click on the editor's Fetch Test Event does. */
	async fetchTestEvent(): Promise<INodeExecutionData[] | null> {
		return await this.callPoll('manual', 'manual');
	}

	setParameters(parameters: INodeParameters): void {
		this.parameters = parameters;
		this.restart();
	}

	/** Continues in another process with the stored static data. */
	restart(): void {
		this.workflow = this.loadWorkflow();
	}

	/** The trigger's static data in this process. */
	staticData(): IDataObject {
		return this.workflow.getStaticData('node', this.workflow.getNode(NODE)!);
	}

	/** The workflow's static data in the database, as JSON. Changes only when n8n stores it. */
	storedJson(): string {
		return this.stored;
	}

	private loadWorkflow(): Workflow {
		const { type, parameters } = this;
		const node: INode = {
			id: '1',
			name: NODE,
			type,
			typeVersion: 1,
			position: [0, 0],
			parameters,
		};
		const json = { id: this.workflowId, name: 'Hosted', nodes: [node], connections: {} };
		return createWorkflow(this.engineContext, json, JSON.parse(this.stored) as IDataObject);
	}

	private async callPoll(mode: WorkflowExecuteMode, activation: WorkflowActivateMode) {
		const additionalData = createAdditionalData(this.engineContext);
		const node = this.workflow.getNode(NODE)!;
		const context = new PollContext(this.workflow, node, additionalData, mode, activation);
		const logger = { ...context.logger, warn: (text: string) => void this.warnings.push(text) };
		const withLogger = Object.create(context, { logger: { value: logger } }) as PollContext;
		return (await this.nodeType.poll!.call(withLogger))?.[0] ?? null;
	}

	private store(): void {
		this.stored = JSON.stringify(this.workflow.staticData);
	}
}
