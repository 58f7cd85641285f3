/** Phone calls and web calls: they are scheduled, run and end. */
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

const DEFAULT_PAGE_SIZE = 50;

interface NewCall {
	contact?: NewContact;
	contact_id?: string;
	from_number?: string;
	script_id?: string;
	scheduled_time?: string;
}

/** Creates or updates the contact by its phone number. */
function createPhoneCall({ body, now }: Call, state: VoxworksState): MockResponse {
	const { contact, contact_id, from_number, script_id, scheduled_time } = body as NewCall;
	if (!contact && !contact_id) return failure(400, 'contact is required');
	const { id } = contact
		? upsertContact(contact, state)
		: find(state.contacts, contact_id, 'Contact');
	const created_at = new Date(now).toISOString();
	const call = beginCall(state, {
		status: 'scheduled',
		progress: 'scheduled',
		created_at,
		contact_id: id,
		from_number,
		script_id,
		scheduled_time: scheduled_time ?? created_at,
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

/** Creates a call that is in progress, unless `fields` says otherwise. */
export function beginCall(state: VoxworksState, fields: Partial<VoxworksCall> = {}): VoxworksCall {
	const call: VoxworksCall = {
		id: randomUUID(),
		type: 'outbound',
		created_at: new Date().toISOString(),
		status: 'in_progress',
		progress: 'in_progress',
		...fields,
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

/** Ends a call and stores its result, as a test or the person called does. */
export function finishCall(
	state: VoxworksState,
	id: string,
	end: { status?: string; end_reason?: string } = {},
	result: Partial<VoxworksCallResult> = {},
): VoxworksCall {
	const call = find(state.calls, id, 'Call');
	Object.assign(call, DEFAULT_END, end, { progress: 'ended' });
	state.callResults.set(id, { ...defaultResult(id), ...result });
	return call;
}

const DEFAULT_END = { status: 'completed', end_reason: 'user hangup' };

const defaultResult = (id: string): VoxworksCallResult => ({
	call_summary: 'Summary (sample)',
	transcript: 'Agent: Hello. (sample)',
	recording_url: `https://recordings.example/${id}.mp3`,
	structured_data: {},
	success_evaluation: 'successful',
	rating: 5,
	objectives: [],
	duration: 45,
});

const EXACT_FILTERS = ['status', 'type', 'progress', 'contact_id', 'script_id'] as const;

/**
 * Returns a call as it is now. A phone call is answered halfway between its scheduled time and its end. The record stays
 * as it was created, so that tests compare equal records.
 */
function callNow(call: VoxworksCall, { callDuration }: VoxworksState, now: number): VoxworksCall {
	if (call.status !== 'scheduled' || call.scheduled_time === undefined) return call;
	const startsAt = Math.max(Date.parse(call.scheduled_time), Date.parse(call.created_at));
	const elapsed = now - startsAt;
	if (elapsed >= callDuration) return { ...call, ...DEFAULT_END, progress: 'ended' };
	return elapsed >= callDuration / 2
		? { ...call, status: 'in_progress', progress: 'in_progress' }
		: call;
}

/** Changes after how many milliseconds phone calls end by themselves, also those that were made before. */
export function setCallDuration(body: unknown, state: VoxworksState): { callDuration: number } {
	if (typeof body !== 'number') abortWith(failure(400, 'The body is a number of milliseconds'));
	state.callDuration = Number(body);
	return { callDuration: state.callDuration };
}

/** Lists the newest calls first, unless the state says otherwise. The cursor is that of the page's last call. */
function listCalls({ query, now }: Call, state: VoxworksState): MockResponse {
	const { calls, listing } = state;
	const time = (name: string, fallback: number) => Date.parse(String(query[name])) || fallback;
	const [after, before] = [time('created_after', -Infinity), time('created_before', Infinity)];
	const { inclusive, oldestFirst, overlap } = listing;
	const filters = EXACT_FILTERS.filter((name) => query[name] !== undefined);
	const all = placed([...calls.values()].map((call) => callNow(call, state, now)));
	if (!oldestFirst) all.reverse();
	const matches = all.filter(({ call, created }) => {
		const isBetween = created > after && created < before;
		const isBound = inclusive && (created === after || created === before);
		return (isBetween || isBound) && filters.every((name) => call[name] === query[name]);
	});
	const limit = Number(query.limit) || DEFAULT_PAGE_SIZE;
	const cursor = String(query.cursor);
	const createdAt = time('cursor', NaN);
	const last = matches.findIndex(
		(match) => match.created === createdAt && cursorOf(match) === cursor,
	);
	const start = last < 0 ? 0 : Math.max(0, last + 1 - overlap);
	const page = matches.slice(start, start + limit);
	const next_cursor = start + limit < matches.length ? cursorOf(page.at(-1)!) : null;
	return success({ calls: page.map(({ call }) => call), meta: { next_cursor } });
}

interface Place {
	call: VoxworksCall;
	created: number;
	/** Position among the calls that were created in the same millisecond. */
	rank: number;
}

/** Times by their text: some tests ask for the pages of a list of many thousand calls. */
const parsedTimes = new Map<string, number>();

function parsedTime(text: string): number {
	const time = parsedTimes.get(text) ?? Date.parse(text);
	parsedTimes.set(text, time);
	return time;
}

/** Returns the calls in order of creation, the oldest first. */
function placed(calls: VoxworksCall[]): Place[] {
	const places = calls
		.map((call) => ({ call, created: parsedTime(call.created_at), rank: 0 }))
		.sort((a, b) => a.created - b.created);
	places.forEach((place, index) => {
		const before = places[index - 1];
		if (before?.created === place.created) place.rank = before.rank + 1;
	});
	return places;
}

/** Returns a time, as the pages say. Its microseconds tell calls of the same millisecond apart. */
const cursorOf = ({ created, rank }: Place): string =>
	new Date(created).toISOString().replace('Z', `${String(rank).padStart(3, '0')}Z`);

function getCall({ params, now }: Call, state: VoxworksState): MockResponse {
	return success({ call: callNow(find(state.calls, params.call_id, 'Call'), state, now) });
}

/** Responds with 404 before the call has ended; the pages do not say what happens then. */
function getCallResult({ params, now }: Call, state: VoxworksState): MockResponse {
	const call = find(state.calls, params.call_id, 'Call');
	const { id, status } = callNow(call, state, now);
	const hasEndedByItself = status !== call.status && status === DEFAULT_END.status;
	const result = hasEndedByItself ? defaultResult(id) : find(state.callResults, id, 'Call result');
	return success({ call: { id, status, ...result } });
}

function findScheduled({ params, now }: Call, state: VoxworksState): VoxworksCall {
	const call = find(state.calls, params.call_id, 'Call');
	const { status } = callNow(call, state, now);
	return status === 'scheduled' ? call : abortWith(failure(400, 'Call is not scheduled'));
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
