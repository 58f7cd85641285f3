/** Calls the methods of a node that the editor calls while a user fills in its parameters. */
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
	/** The path of the field in the parameters, such as `filters.stage`. */
	field?: string;
	/** The text typed into the search field. */
	filter?: string;
	/** The token that the previous page returned. */
	paginationToken?: string;
}

/** Returns one page of the list of a resource locator. */
export async function listSearch(
	engineContext: EngineContext,
	type: string,
	method: string,
	{ parameters = {}, field = '', filter, paginationToken }: ListQuery = {},
): Promise<INodeListSearchResult> {
	const { node, nodeType, context } = openNode(engineContext, type, parameters, field);
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`${node.type} has no list search ${method}`);
	return await search.call(context, filter, paginationToken);
}

/** Returns the options of a field that loads them. */
export async function loadOptions(
	engineContext: EngineContext,
	type: string,
	method: string,
	parameters: INodeParameters = {},
): Promise<INodePropertyOptions[]> {
	const { node, nodeType, context } = openNode(engineContext, type, parameters);
	const load = nodeType.methods?.loadOptions?.[method];
	if (!load) throw new Error(`${node.type} has no options ${method}`);
	return await load.call(context);
}

/** Returns the fields of a resource mapper. */
export async function resourceMapping(
	engineContext: EngineContext,
	type: string,
	method: string,
	parameters: INodeParameters = {},
): Promise<ResourceMapperFields> {
	const { node, nodeType, context } = openNode(engineContext, type, parameters);
	const getFields = nodeType.methods?.resourceMapping?.[method];
	if (!getFields) throw new Error(`${node.type} has no resource mapping ${method}`);
	return await getFields.call(context);
}

function openNode(
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
