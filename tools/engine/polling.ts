/**
 * What n8n's server does around a polling trigger, as n8n 2.41 does it: what a poll has kept is stored
 * when it gives items, and at an activation whatever it gives.
 */
import './environment';
import { randomUUID } from 'node:crypto';
import { PollContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { createAdditionalData, createWorkflow } from './workflow';
import type { EngineContext } from './workflow';

/** A process of n8n, and an active workflow with a trigger that polls. */
export interface PollingHost {
	/** The poll of an activation, which may fail. */
	activate(): Promise<INodeExecutionData[] | null>;
	poll(): Promise<INodeExecutionData[] | null>;
	/** A click on the button that fetches a test event. */
	fetchTestEvent(): Promise<INodeExecutionData[] | null>;
	setParameters(parameters: INodeParameters): void;
	/** Another process takes over with what is stored. */
	restart(): void;
	/** The trigger's static data in this process. */
	staticData(): IDataObject;
	/** JSON, in the database. */
	storedStaticData(): string;
	/** What the node has written to n8n's log. */
	warnings: string[];
}

const NODE = 'Trigger';

export function hostPolling(
	engineContext: EngineContext,
	type: string,
	given: INodeParameters = {},
): PollingHost {
	const nodeType = engineContext.types.nodeTypes.getByNameAndVersion(type, 1);
	const workflowId = randomUUID();
	const warnings: string[] = [];
	let staticData = '{}';
	let parameters = given;
	let workflow = load();

	function load(): Workflow {
		const node = { id: '1', name: NODE, type, typeVersion: 1, parameters };
		const nodes: INode[] = [{ ...node, position: [0, 0] }];
		const json = { id: workflowId, name: 'Hosted', nodes, connections: {} };
		return createWorkflow(engineContext, json, JSON.parse(staticData) as IDataObject);
	}

	async function call(mode: WorkflowExecuteMode, activation: WorkflowActivateMode) {
		const additional = createAdditionalData(engineContext);
		const node = workflow.getNode(NODE)!;
		const context = new PollContext(workflow, node, additional, mode, activation);
		const logger = { ...context.logger, warn: (text: string) => void warnings.push(text) };
		const logging = Object.create(context, { logger: { value: logger } }) as PollContext;
		return (await nodeType.poll!.call(logging))?.[0] ?? null;
	}

	const store = () => void (staticData = JSON.stringify(workflow.staticData));

	return {
		async activate() {
			workflow = load();
			const items = await call('trigger', 'activate');
			store();
			return items;
		},
		async poll() {
			const items = await call('trigger', 'update');
			if (items) store();
			return items;
		},
		fetchTestEvent: async () => await call('manual', 'manual'),
		setParameters(changed) {
			parameters = changed;
			workflow = load();
		},
		restart: () => void (workflow = load()),
		staticData: () => workflow.getStaticData('node', workflow.getNode(NODE)!),
		storedStaticData: () => staticData,
		warnings,
	};
}
