/** Calls, which are scheduled, run and end. */
import { randomUUID } from 'node:crypto';
import { abortWith } from '../server/abort';
import type { MockResponse, Call, Handler } from '../server/types';
import { failure, find, success } from './responses';
import { upsertContact } from './contacts';
import type { NewContact } from './contacts';
import type { VoxworksCall, VoxworksCallResult, VoxworksState } from './types';

export const callHandlers: Record<string, Handler<VoxworksState>> = {
	createPhoneCall,
	createWebCall,
	endWebCall,
	listCalls,
	getCall,
	getCallResult,
	cancelCall,
	// The page shows no operationId
	'patch /api/v1/reschedule-call/{call_id}': rescheduleCall,
};

const PER_PAGE = 50;

interface NewCall {
	contact?: NewContact;
	contact_id?: string;
	from_number?: string;
	script_id?: string;
	scheduled_time?: string;
}

/** Creates or updates the contact by its phone number. */
function createPhoneCall({ body }: Call, state: VoxworksState): MockResponse {
	const { contact, contact_id, from_number, script_id, scheduled_time } = body as NewCall;
	if (!contact && !contact_id) return failure(400, 'contact is required');
	const { id } = contact
		? upsertContact(contact, state)
		: find(state.contacts, contact_id, 'Contact');
	const created_at = new Date().toISOString();
	const call = beginCall(state, {
		...{ status: 'scheduled', progress: 'scheduled', created_at, contact_id: id },
		...{ from_number, script_id, scheduled_time: scheduled_time ?? created_at },
	});
	return success({ call_id: call.id, status: call.status, contact_id: id }, 201);
}

function createWebCall({ body }: Call, state: VoxworksState): MockResponse {
	const { script_id, contact_id } = body as NewCall;
	if (contact_id !== undefined) find(state.contacts, contact_id, 'Contact');
	const { id } = beginCall(state, { type: 'web', script_id, contact_id });
	const sip = { uri: `sip:${id}@sip.example`, websocket_url: 'wss://sip.example' };
	return success({ call_id: id, sip }, 201);
}

/** A call that is under way, unless `more` says otherwise. */
export function beginCall(state: VoxworksState, more: Partial<VoxworksCall> = {}): VoxworksCall {
	const call: VoxworksCall = {
		...{ id: randomUUID(), type: 'outbound', created_at: new Date().toISOString() },
		...{ status: 'in_progress', progress: 'in_progress', ...more },
	};
	state.calls.set(call.id, call);
	return call;
}

function endWebCall({ params, body }: Call, state: VoxworksState): MockResponse {
	const { id } = find(state.calls, params.call_id, 'Call');
	const { status = 'completed', end_reason = 'api_ended' } = (body ?? {}) as Partial<VoxworksCall>;
	const call = finishCall(state, id, { status, end_reason });
	return success({ call_id: id, status, end_reason, progress: call.progress });
}

/** What the other side of a call does, for tests. */
export function finishCall(
	state: VoxworksState,
	id: string,
	end: { status?: string; end_reason?: string } = {},
	result: Partial<VoxworksCallResult> = {},
): VoxworksCall {
	const call = find(state.calls, id, 'Call');
	const usual = { status: 'completed', end_reason: 'user hangup' };
	Object.assign(call, usual, end, { progress: 'ended' });
	state.callResults.set(id, {
		call_summary: 'Summary (sample)',
		transcript: 'Agent: Hello. (sample)',
		recording_url: `https://recordings.example/${id}.mp3`,
		structured_data: {},
		success_evaluation: 'successful',
		rating: 5,
		objectives: [],
		duration: 45,
		...result,
	});
	return call;
}

const EQUAL = ['status', 'type', 'progress', 'contact_id', 'script_id'] as const;

/** Newest first, unless the state says otherwise. The cursor names the last call of the page. */
function listCalls({ query }: Call, { calls, listing }: VoxworksState): MockResponse {
	const time = (name: string, usual: number) => Date.parse(String(query[name])) || usual;
	const [after, before] = [time('created_after', -Infinity), time('created_before', Infinity)];
	const { inclusive, oldestFirst, overlap } = listing;
	const wanted = EQUAL.filter((name) => query[name] !== undefined);
	const all = placed([...calls.values()]);
	if (!oldestFirst) all.reverse();
	const found = all.filter(({ call, created }) => {
		const isBetween = created > after && created < before;
		const isBound = inclusive && (created === after || created === before);
		return (isBetween || isBound) && wanted.every((name) => call[name] === query[name]);
	});
	const limit = Number(query.limit) || PER_PAGE;
	const cursor = String(query.cursor);
	const at = time('cursor', NaN);
	const last = found.findIndex((one) => one.created === at && cursorOf(one) === cursor);
	const start = last < 0 ? 0 : Math.max(0, last + 1 - overlap);
	const page = found.slice(start, start + limit);
	const next_cursor = start + limit < found.length ? cursorOf(page.at(-1)!) : null;
	return success({ calls: page.map(({ call }) => call), meta: { next_cursor } });
}

interface Place {
	call: VoxworksCall;
	created: number;
	/** Among those that were created in the same millisecond. */
	rank: number;
}

/** The oldest first. */
function placed(calls: VoxworksCall[]): Place[] {
	const places = calls
		.map((call) => ({ call, created: Date.parse(call.created_at), rank: 0 }))
		.sort((one, other) => one.created - other.created);
	places.forEach((place, at) => {
		const before = places[at - 1];
		if (before?.created === place.created) place.rank = before.rank + 1;
	});
	return places;
}

/** A time, as the pages say, to the microsecond, so that no two calls have the same. */
const cursorOf = ({ created, rank }: Place): string =>
	new Date(created).toISOString().replace('Z', `${String(rank).padStart(3, '0')}Z`);

function getCall({ params }: Call, state: VoxworksState): MockResponse {
	return success({ call: find(state.calls, params.call_id, 'Call') });
}

/** What the answer is before the call has ended is not documented. */
function getCallResult({ params }: Call, state: VoxworksState): MockResponse {
	const { id, status } = find(state.calls, params.call_id, 'Call');
	return success({ call: { id, status, ...find(state.callResults, id, 'Call result') } });
}

function findScheduled({ params }: Call, state: VoxworksState): VoxworksCall {
	const call = find(state.calls, params.call_id, 'Call');
	return call.status === 'scheduled' ? call : abortWith(failure(400, 'Call is not scheduled'));
}

function cancelCall(request: Call, state: VoxworksState): MockResponse {
	const call = findScheduled(request, state);
	Object.assign(call, { status: 'cancelled', progress: 'ended' });
	return success({ call_id: call.id, status: call.status });
}

function rescheduleCall(request: Call, state: VoxworksState): MockResponse {
	const call = findScheduled(request, state);
	const { scheduled_time } = request.body as { scheduled_time: string };
	call.scheduled_time = scheduled_time;
	return success({ call_id: call.id, status: call.status, scheduled_time });
}
