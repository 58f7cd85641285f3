/** Custom objects, their definitions, and links of objects to leads. */
import type { MockResponse, Call, Handler } from '../server/types';
import { find, nextId, message, ok } from './responses';
import { selected } from './leads';
import type { SprintHubDefinition, SprintHubLink, SprintHubObject, SprintHubState } from './types';

export const customObjectHandlers: Record<string, Handler<SprintHubState>> = {
	listLeadCustomObjects,
	listCustomObjectDefinitions,
	createCustomObject,
	linkCustomObject,
};

const MIN_OBJECT_ID = 123;

function listLeadCustomObjects({ params }: Call, state: SprintHubState): MockResponse {
	const { id: leadId } = find(state.leads, params.leadId, 'Lead');
	const ids = new Set(
		state.links.filter((link) => link.targetId === leadId).map((link) => link.objectId),
	);
	return ok({ data: [...ids].map((id) => state.objects.get(id)) });
}

function listCustomObjectDefinitions({ query }: Call, state: SprintHubState): MockResponse {
	return selected({ definitions: state.definitions }, query.query);
}

function createCustomObject({ params, body }: Call, state: SprintHubState): MockResponse {
	const values = body as Record<string, unknown>;
	const definition = state.definitions.find(({ id }) => id === Number(params.definitionId));
	if (!definition) return message(404, 'Definição não encontrada');
	const missing = definition.fields.find(
		({ alias, required }) => required && [undefined, null, ''].includes(values[alias] as string),
	);
	if (missing) return message(400, `O campo ${missing.alias} é obrigatório`);
	// The pages do not say what happens to a duplicate of a unique field, so it is accepted
	const object: SprintHubObject = {
		...defaults(definition),
		...values,
		id: nextId(state.objects, MIN_OBJECT_ID),
		definitionId: definition.id,
	};
	state.objects.set(object.id, object);
	return ok(object);
}

function defaults({ fields }: SprintHubDefinition): Record<string, unknown> {
	return Object.fromEntries(fields.map(({ alias, defaultValue }) => [alias, defaultValue]));
}

function linkCustomObject({ body }: Call, state: SprintHubState): MockResponse {
	const input = body as { objectId: number | string; targetId: number | string };
	const { id: objectId } = find(state.objects, input.objectId, 'Objeto');
	const { id: targetId } = find(state.leads, input.targetId, 'Lead');
	const id = state.links.length + 1;
	const link: SprintHubLink = { id, objectId, linkType: 'lead', targetId, amount: 1 };
	state.links.push(link);
	return ok(link);
}
