/** The state of a trigger: n8n's static data, and the copy of it in this process. */
import type { IWorkflowMetadata } from 'n8n-workflow';

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

/** Takes over a registration that another process stored later, and returns the current one. */
export function mergeNewer(
	{ registration }: ProcessState,
	{ registration: stored }: StaticData,
): Registration {
	if (stored && isNewer(stored, registration)) assignRegistration(registration, stored);
	return registration;
}

/** Updates in place: running executions hold a reference to this object. */
export function assignRegistration(target: Registration, source: Registration): void {
	const { id, secret, url, since } = source;
	Object.assign(target, { id, secret, url, since });
}

export const isNewer = (a: Registration, b: Registration): boolean =>
	(a.since ?? 0) > (b.since ?? 0);
