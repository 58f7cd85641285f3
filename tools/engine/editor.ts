/** What the editor asks a node for while someone fills in its parameters. */
import './environment';
import { LoadOptionsContext } from 'n8n-core';
import type {
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';

import { createAdditionalData, createWorkflow } from './workflow';
import type { EngineContext } from './workflow';

export interface ListQuery {
	parameters?: INodeParameters;
	/** Where the field stands among them, such as `filters.stage`. */
	field?: string;
	/** What was typed into the search field. */
	filter?: string;
	/** From the page before. */
	paginationToken?: string;
}

/** One page of the list of a resource locator. */
export async function listSearch(
	engineContext: EngineContext,
	type: string,
	method: string,
	{ parameters = {}, field = '', filter, paginationToken }: ListQuery = {},
): Promise<INodeListSearchResult> {
	const { node, nodeType, context } = editing(engineContext, type, parameters, field);
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`${node.type} has no list search ${method}`);
	return await search.call(context, filter, paginationToken);
}

/** The choices of a field that loads them. */
export async function loadOptions(
	engineContext: EngineContext,
	type: string,
	method: string,
	parameters: INodeParameters = {},
): Promise<INodePropertyOptions[]> {
	const { node, nodeType, context } = editing(engineContext, type, parameters);
	const options = nodeType.methods?.loadOptions?.[method];
	if (!options) throw new Error(`${node.type} has no options ${method}`);
	return await options.call(context);
}

/** The fields of a resource mapper. */
export async function resourceMapping(
	engineContext: EngineContext,
	type: string,
	method: string,
	parameters: INodeParameters = {},
): Promise<ResourceMapperFields> {
	const { node, nodeType, context } = editing(engineContext, type, parameters);
	const fields = nodeType.methods?.resourceMapping?.[method];
	if (!fields) throw new Error(`${node.type} has no resource mapping ${method}`);
	return await fields.call(context);
}

function editing(
	engineContext: EngineContext,
	type: string,
	parameters: INodeParameters,
	field = '',
) {
	const nodes = [
		{ id: type, name: 'Node', type, typeVersion: 1, position: [0, 0], parameters },
	] as INode[];
	const workflow = createWorkflow(engineContext, { nodes, connections: {} });
	const node = workflow.getNode('Node')!;
	const nodeType: INodeType = engineContext.types.nodeTypes.getByNameAndVersion(type, 1);
	const additionalData = {
		...createAdditionalData(engineContext),
		currentNodeParameters: node.parameters,
	};
	const path = `parameters.${field}`;
	return { node, nodeType, context: new LoadOptionsContext(workflow, node, additionalData, path) };
}
