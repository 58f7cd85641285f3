/** What a trigger keeps: with the workflow, where n8n stores it, and in this process besides. */
import type { IWorkflowMetadata } from 'n8n-workflow';

import { createSeen } from './deduplicator';
import type { Seen } from './deduplicator';

export interface Registration {
	/** Of LeadLex. Without both, none is known. */
	id?: string;
	secret?: string;
	/** Where it sends to. Without an ID: where one may be, since nobody knows what became of it. */
	url?: string;
	/** When this was found out: of two that differ, the later one holds. */
	since?: number;
}

/** n8n's static data of the node. */
export interface StaticData {
	registration?: Registration;
	seen?: string[];
}

/**
 * n8n stores the static data that an execution began with when it ends, over what has been changed
 * since: a new secret, and the IDs of deliveries that came meanwhile. So these two are put into static
 * data as they are, and all executions of this process store what they hold by then.
 */
export interface ProcessState {
	registration: Registration;
	seen: Seen;
}

const memories = new Map<string, ProcessState>();

/** That of a node of an active workflow. Test events have none. */
export function processStateOf({ id }: IWorkflowMetadata, node: string): ProcessState {
	const key = JSON.stringify([id, node]);
	const memory = memories.get(key) ?? { registration: {}, seen: createSeen() };
	memories.set(key, memory);
	return memory;
}

/** Takes over what another process has found out since. */
export function mergeNewer(memory: ProcessState, { registration }: StaticData): Registration {
	if (registration && isNewer(registration, memory.registration)) {
		assignRegistration(memory.registration, registration);
	}
	return memory.registration;
}

/** Whoever holds the object holds what is known now. */
export function assignRegistration(registration: Registration, by: Registration): void {
	const { id, secret, url, since } = by;
	Object.assign(registration, { id, secret, url, since });
}

export const isNewer = (one: Registration, other: Registration): boolean =>
	(one.since ?? 0) > (other.since ?? 0);
