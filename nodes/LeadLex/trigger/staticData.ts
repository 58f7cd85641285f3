/** The state of a trigger: n8n's static data, and the copy of it in this process. */
import type { FunctionsBase, IDataObject, IWorkflowMetadata } from 'n8n-workflow';

import { isObject } from '../../shared/utils/guards';
import { Deduplicator } from './deduplicator';

/** The webhook that is registered at LeadLex. */
export interface Registration {
	/** The webhook's ID and signing secret at LeadLex: both or neither. */
	id?: string;
	secret?: string;
	/** The registered URL. Set without an ID while it is unknown whether the registration succeeded. */
	url?: string;
	/** When this was stored, in milliseconds: the newer of two versions wins. */
	since?: number;
	/** The n8n and the workflow that registered it, because copies of a workflow hold it too. */
	instanceId?: string;
	workflowId?: string;
}

/** n8n's static data of the node. n8n's database has it in this form. */
export interface StaticData {
	registration?: Registration;
	/** The IDs of the latest deliveries whose executions have started. */
	seen?: string[];
}

/**
 * The state of a trigger in this process. When an execution ends, n8n stores the static data that the
 * execution started with, which overwrites later changes: a new secret, or the IDs of later deliveries. So
 * all executions put these same objects into their static data, and store what the objects hold by then.
 */
export interface ProcessState {
	registration: Registration;
	deduplicator: Deduplicator;
}

/** Never evicted: an entry is small, and there is one for each trigger node of an active workflow. */
const processStates = new Map<string, ProcessState>();

/** Returns the state of a node of an active workflow. Test events have none. */
export function processStateOf({ id }: IWorkflowMetadata, node: string): ProcessState {
	const key = JSON.stringify([id, node]);
	const state = processStates.get(key) ?? { registration: {}, deduplicator: new Deduplicator() };
	processStates.set(key, state);
	return state;
}

type Context = Pick<FunctionsBase, 'getWorkflowStaticData' | 'getNode' | 'logger'>;

/** Returns the static data of the node. Removes what is damaged, with a warning in n8n's log. */
export function readStaticData(ctx: Context): StaticData {
	const stored: unknown = ctx.getWorkflowStaticData('node');
	const staticData: IDataObject = isObject(stored) ? stored : {};
	const { registration, seen } = staticData;
	const isIntact =
		isObject(stored) &&
		(registration === undefined || isRegistration(registration)) &&
		(seen === undefined || isTextList(seen));
	if (!isIntact) {
		delete staticData.registration;
		delete staticData.seen;
		ctx.logger.warn(
			`${ctx.getNode().name} (LeadLex) found its stored data damaged and begins anew: switch the workflow off and on`,
		);
	}
	return staticData;
}

const isTextList = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((entry) => typeof entry === 'string');

function isRegistration(value: unknown): value is Registration {
	if (!isObject(value)) return false;
	const { since = 0, id, secret, url, instanceId, workflowId } = value;
	const texts = [id, secret, url, instanceId, workflowId];
	return (
		typeof since === 'number' &&
		texts.every((text) => text === undefined || typeof text === 'string')
	);
}

/**
 * Brings static data and this process to the same registration, the newer one, and returns it. The process may know a
 * newer one because an execution that began earlier has overwritten static data.
 */
export function mergeNewer(
	{ registration, deduplicator }: ProcessState,
	staticData: StaticData,
): Registration {
	const { registration: stored = {} } = staticData;
	if (isNewer(stored, registration)) assignRegistration(registration, stored);
	if (isNewer(registration, stored)) {
		deduplicator.addStored(staticData.seen);
		staticData.registration = registration;
		staticData.seen = deduplicator.stored;
	}
	return registration;
}

/** Updates in place: running executions hold a reference to this object. */
export function assignRegistration(target: Registration, source: Registration): void {
	const { id, secret, url, since, instanceId, workflowId } = source;
	Object.assign(target, { id, secret, url, since, instanceId, workflowId });
}

export const isNewer = (a: Registration, b: Registration): boolean =>
	(a.since ?? 0) > (b.since ?? 0);
