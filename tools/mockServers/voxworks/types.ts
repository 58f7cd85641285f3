import type { StoredResponses } from '../server/idempotency';

export interface VoxworksContact {
	id: string;
	/** E.164, unique. */
	phone_number: string;
	first_name: string;
	last_name?: string;
	email?: string;
	address?: string;
	location?: string;
	gender?: string;
	age?: number;
	title?: string;
}

/** Named after the filters of the list, since the fields of a call are not documented. */
export interface VoxworksCall {
	id: string;
	type: 'outbound' | 'inbound' | 'web';
	status: string;
	progress: string;
	contact_id?: string;
	script_id?: string;
	from_number?: string;
	scheduled_time?: string;
	end_reason?: string;
	/** To the millisecond. */
	created_at: string;
}

/** Named as in automations, since the fields of a result are not documented. */
export interface VoxworksCallResult {
	call_summary: string;
	transcript: string;
	recording_url: string;
	structured_data: Record<string, unknown>;
	success_evaluation: string;
	rating: number;
	objectives: unknown[];
	duration: number;
}

export interface VoxworksList {
	id: string;
	name: string;
	created_at: string;
}

export interface VoxworksObjectType extends Record<string, unknown> {
	id: string;
	type_name: string;
}

export interface VoxworksObject {
	id: string;
	type_name: string;
	data: Record<string, unknown>;
}

export interface VoxworksLink {
	object_id: string;
	contact_id: string;
	metadata?: Record<string, unknown>;
}

/** How calls are listed. The pages do not say, so tests try every way. */
export interface VoxworksListing {
	oldestFirst: boolean;
	/** Whether a bound in time includes that moment. */
	inclusive: boolean;
	/** How many calls of a page are repeated on the next page. */
	overlap: number;
}

export interface VoxworksState {
	listing: VoxworksListing;
	/** Milliseconds from the scheduled time of a phone call to its end. */
	callDuration: number;
	contacts: Map<string, VoxworksContact>;
	calls: Map<string, VoxworksCall>;
	/** By call ID. A call has a result once it has ended. */
	callResults: Map<string, VoxworksCallResult>;
	lists: Map<string, VoxworksList>;
	contactIdsByList: Map<string, Set<string>>;
	objectTypes: Map<string, VoxworksObjectType>;
	objects: Map<string, VoxworksObject>;
	/** One entry for each executed link request, so that duplicates show. */
	links: VoxworksLink[];
	contactIdByPhone: Map<string, string>;
	/** The bodies that each automation was started with, by the token of its webhook. */
	automationRuns: Map<string, unknown[]>;
	storedResponses: StoredResponses;
}
