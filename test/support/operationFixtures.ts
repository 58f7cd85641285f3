/** Fixtures for tests that run every operation: parameters that refer to existing records. */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../nodes/shared/utils/guards';
import type { OperationEntry } from './package';
import type { Fixtures, Ids } from './fixtures';
import { fixturesOf, prepare } from './fixtures';
import type { Provider, World } from './world';

/**
 * The key of a record in the IDs of the fixtures, by the name of the parameter that refers to it. A name can be
 * qualified with its node or resource.
 */
const RECORDS: Record<string, string> = {
	'SprintHub.contactId': 'lead',
	'SprintHub.definitionId': 'objects',
	'Voxworks.objectId': 'link-contact-to-object',
	'Voxworks.listId': 'add-contacts-to-list',
	'Voxworks.callId': 'get-call',
	campaignId: 'campaigns',
	stepId: 'steps',
	taskId: 'tasks',
	'lexiTask.taskId': 'lexi/tasks',
	noteId: 'notes',
	activityId: 'activities',
	conversationId: 'conversations',
	threadId: 'threads',
	eventId: 'events',
	workflowId: 'workflows',
};

/** Parameters, by operation, whose sample values match no record of the mock servers. */
const PARAMETERS: Record<string, Record<string, unknown>> = {
	'LeadLex: note.create': { companyName: '', contactName: '' },
	'LeadLex: task.create': { companyName: '', contactName: '' },
	'SprintHub: contact.setTags': { tags: ['12'] },
	'Voxworks: call.createPhoneCallAndWait': { maxWait: 0 },
	'Voxworks: object.upsert': {
		additionalBodyFields: { type_name: 'property', data: { id: 'property-1' } },
	},
};

/** The preparation of the fixtures that an operation needs, by operation. */
const BEFORE: Record<string, string> = {
	'LeadLex: campaign.pause': 'pauseCampaign',
	'Voxworks: call.createPhoneCallAndWait': 'createPhoneCall',
	'Voxworks: call.getResult': 'getCallResult',
};

/** The state of a provider's mock server before each run. */
export interface PreparedState {
	fixtures: Fixtures;
	ids: Ids;
	prepared: object;
}

export async function preparedStateOf(world: World, provider: Provider): Promise<PreparedState> {
	const fixtures = fixturesOf(world.sandbox)[provider];
	const ids = await prepare(provider, fixtures);
	return { fixtures, ids, prepared: structuredClone(fixtures.server().state) };
}

/** Restores the prepared records, changed as the operation with this title needs them. */
export function restore({ fixtures, ids, prepared }: PreparedState, title?: string): void {
	Object.assign(fixtures.server().state, structuredClone(prepared));
	if (title) fixtures.before?.[BEFORE[title]]?.(ids);
}

/** Returns the parameters, with the IDs of the fixtures where they refer to a record. */
export function parametersForFixtures(
	{ title, node, resource }: OperationEntry,
	parameters: Record<string, unknown>,
	ids: Ids,
): IDataObject {
	const overrides = Object.entries(PARAMETERS[title] ?? {}).filter(([name]) => name in parameters);
	return withIds({ ...parameters, ...Object.fromEntries(overrides) }, [node, resource], ids);
}

/** Replaces the IDs of the samples, which are made up. */
function withIds(parameters: Record<string, unknown>, qualifiers: string[], ids: Ids): IDataObject {
	const entries = Object.entries(parameters).map(([name, value]) => {
		const id = /Ids?$/.test(name) ? idFor(name, qualifiers, ids) : undefined;
		const isLocator = isObject(value) && value.__rl === true;
		if (id !== undefined) {
			return [name, isLocator ? { ...value, value: String(id) } : String(id)];
		}
		return [name, isObject(value) && !isLocator ? withIds(value, qualifiers, ids) : value];
	});
	return Object.fromEntries(entries) as IDataObject;
}

function idFor(name: string, qualifiers: string[], ids: Ids): string | number | undefined {
	const names = [
		...qualifiers.map((qualifier) => RECORDS[`${qualifier}.${name}`]),
		RECORDS[name],
		name,
	];
	const record = names.find((key) => key !== undefined && key in ids);
	return ids[record ?? snakeCase(name)];
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
