/** What a generic run of each operation cannot tell by itself, and its parameters for records that are there. */
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../nodes/shared/utils/guards';
import type { FoundOperation } from './package';
import type { Ids, Walk } from './fixtures';
import { prepare, walksOf } from './fixtures';
import type { Provider, World } from './world';

/**
 * By the name of a parameter, alone or with its node or resource: the record that it names, as the walk
 * through all calls knows it.
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

/** By operation: parameters of which the mock servers know no record by a made-up value. */
const PARAMETERS: Record<string, Record<string, unknown>> = {
	'LeadLex: note.create': { companyName: '', contactName: '' },
	'LeadLex: task.create': { companyName: '', contactName: '' },
	'SprintHub: contact.setTags': { tags: ['12'] },
	'Voxworks: object.upsert': {
		additionalBodyFields: { type_name: 'property', data: { id: 'property-1' } },
	},
};

/** By operation: what the walk does before this call. */
const BEFORE: Record<string, string> = {
	'LeadLex: campaign.pause': 'pauseCampaign',
	'Voxworks: call.getResult': 'getCallResult',
};

/** What a provider's sandbox holds before each run. */
export interface Ground {
	walk: Walk;
	ids: Ids;
	prepared: object;
}

export async function groundOf(world: World, provider: Provider): Promise<Ground> {
	const walk = walksOf(world.sandbox)[provider];
	const ids = await prepare(provider, walk);
	return { walk, ids, prepared: structuredClone(walk.server().state) };
}

/** The records as they were prepared, and as an operation with this title needs them. */
export function restore({ walk, ids, prepared }: Ground, title?: string): void {
	Object.assign(walk.server().state, structuredClone(prepared));
	if (title) walk.before?.[BEFORE[title]]?.(ids);
}

/** These parameters, for records of the walk where they name some. */
export function knownParameters(
	{ title, node, resource }: FoundOperation,
	parameters: Record<string, unknown>,
	ids: Ids,
): IDataObject {
	const set = PARAMETERS[title] ?? {};
	const names = Object.keys(set).filter((name) => name in parameters);
	const fitting = Object.fromEntries(names.map((name) => [name, set[name]]));
	return withIds({ ...parameters, ...fitting }, [node, resource], ids);
}

/** The IDs of a placeholder are made up. */
function withIds(parameters: Record<string, unknown>, at: string[], ids: Ids): IDataObject {
	const entries = Object.entries(parameters).map(([name, value]) => {
		const known = /Ids?$/.test(name) ? idFor(name, at, ids) : undefined;
		const isLocator = isObject(value) && value.__rl === true;
		if (known !== undefined) {
			return [name, isLocator ? { ...value, value: String(known) } : String(known)];
		}
		return [name, isObject(value) && !isLocator ? withIds(value, at, ids) : value];
	});
	return Object.fromEntries(entries) as IDataObject;
}

function idFor(name: string, at: string[], ids: Ids): string | number | undefined {
	const names = [...at.map((where) => RECORDS[`${where}.${name}`]), RECORDS[name], name];
	const record = names.find((one) => one !== undefined && one in ids);
	return ids[record ?? snakeCase(name)];
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
