/** Runs our nodes as tools of an AI agent through n8n-core, set up as n8n's server does it. */
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
} from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';

import type { Engine } from '../../tools/engine';

/** The tool that n8n-core creates from a connected node. */
interface Tool {
	invoke(args: IDataObject): Promise<string>;
}

/** An agent without a model. For each item, it calls its only tool with the item's `args`. */
const agent: INodeType = {
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: ['main', 'ai_tool'],
		outputs: ['main'],
		properties: [],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items: INodeExecutionData[] = [];
		for (const [item, { json }] of this.getInputData().entries()) {
			const [tool] = (await this.getInputConnectionData('ai_tool', item)) as Tool[];
			const answer = JSON.parse(await tool.invoke(json.args as IDataObject)) as IDataObject[];
			items.push({ json: { answer }, pairedItem: { item } });
		}
		return [items];
	},
};

/** Returns the tool version that n8n adds for each node with `usableAsTool`: an output for agents and no inputs. */
function asTool(node: INodeType): INodeType {
	const { name, ...rest } = deepCopy(node.description);
	// By this name, n8n shows the fields of tools
	const toolMembers = { name: `${name}Tool`, inputs: [], outputs: ['ai_tool' as const] };
	const description = { ...rest, ...toolMembers };
	return Object.create(node, { description: { value: description } }) as INodeType;
}

/** Adds the agent and the tool versions of our nodes to the engine. */
export function addTools({ nodeTypes }: Engine): void {
	const original = { ...nodeTypes };
	// n8n asks for the type whenever a tool reads a parameter, and to copy a description takes long
	const tools = new Map<string, INodeType>();
	nodeTypes.getByNameAndVersion = (type, version) => {
		if (type === 'test.agent') return agent;
		const [, node] = /^(n8n-nodes-contactlink\..+)Tool$/.exec(type) ?? [];
		if (!node) return original.getByNameAndVersion(type, version);
		const tool = tools.get(node) ?? asTool(original.getByNameAndVersion(node, version));
		tools.set(node, tool);
		return tool;
	};
}

/** Runs an agent that calls one of our nodes once for each item. */
export async function callTool(
	engine: Engine,
	type: string,
	parameters: INodeParameters,
	items: IDataObject[],
): Promise<IRun> {
	const node = (name: string, nodeType: string, nodeParameters: INodeParameters = {}): INode => ({
		...{ id: name, name, type: nodeType, typeVersion: 1, parameters: nodeParameters },
		position: [0, 0],
	});
	return await engine.run(
		{
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				node('Agent', 'test.agent'),
				node('Tool', `n8n-nodes-contactlink.${type}Tool`, parameters),
			],
			connections: {
				Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
				Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
			},
		},
		{ pinData: { Start: items.map((json) => ({ json })) } },
	);
}
