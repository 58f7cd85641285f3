/** LeadLex's contacts and deals in simulated time: it has a clock of its own and loses responses on demand. */
import { jest } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { realClock } from '../../nodes/shared/utils/clock';
import type { Respond, Response, SentRequest } from './runOperation';
import type { SimulatedClock } from './simulation';
import { simulatedClock } from './simulation';

const SECOND = 1000;

/** Replaces the clock of the nodes. `restoreAllMocks` puts it back. */
export function simulateClock(): SimulatedClock {
	const clock = simulatedClock();
	jest.spyOn(realClock, 'now').mockImplementation(clock.now);
	jest.spyOn(realClock, 'sleep').mockImplementation(clock.sleep);
	// Breaks for the event loop take real time
	jest.spyOn(Date, 'now').mockReturnValue(clock.now());
	return clock;
}

export interface Behaviour {
	/** Milliseconds by which its clock is ahead of n8n's. */
	ahead?: number;
	/** Stores its times in whole seconds. */
	storesSeconds?: boolean;
	/** Sends no header `Date`. */
	hidesTime?: boolean;
	/** Returns the response to a create, or throws, after the record was stored. It is lost by default. */
	answerCreate?(): Response;
	/** Whether it stores a record. */
	stores?(body: IDataObject): boolean;
	/** Returns the response to a read in place of its own, or throws. `count` is the number of reads before it. */
	interceptRead?(request: SentRequest, count: number): Response | undefined;
	/** How long a read takes, in milliseconds. */
	readTime?(request: SentRequest): number;
}

export const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });
export const lose = (): never => {
	throw reset();
};
export const badGateway = (): Response => ({ status: 502, body: {} });

export function simulateLeadLex(clock: SimulatedClock, behaviour: Behaviour = {}) {
	const {
		ahead = 0,
		storesSeconds,
		hidesTime,
		answerCreate = lose,
		stores = () => true,
	} = behaviour;
	const records: IDataObject[] = [];
	const reads: SentRequest[] = [];
	let inFlight = 0;
	let maxInFlight = 0;
	const now = () => clock.now() + ahead;
	const stored = (time: number) => (storesSeconds ? wholeSeconds(time) : time);

	const create = (body: IDataObject, time = now()) => {
		const record = { ...body, id: `id-${records.length}`, created_at: iso(stored(time)) };
		records.push(record);
		return record;
	};
	const list = ({ qs = {} }: SentRequest): Response => {
		// It compares what it stores, and leaves out the moment itself
		const after = stored(Date.parse(String(qs.created_after ?? iso(0))));
		const rows = records.filter(
			({ created_at, email }) =>
				Date.parse(String(created_at)) > after &&
				String(email ?? '').includes(String(qs.search ?? '')),
		);
		const [from, size] = [(Number(qs.page) - 1) * Number(qs.per_page), Number(qs.per_page)];
		const page = rows.slice(from, from + size);
		return ok({ contacts: page, deals: page }, { total: rows.length });
	};
	const read = (request: SentRequest): Response => {
		const id = /\/(id-\d+)$/.exec(request.url)?.[1];
		if (id === undefined) return list(request);
		const record = records.find((candidate) => candidate.id === id);
		return ok({ ...record, deal: record });
	};
	const respond: Respond = async (request) => {
		const headers = () => ({
			date: hidesTime ? undefined : new Date(now()).toUTCString(),
		});
		if (request.method === 'POST') {
			const { body = {} } = request;
			const bodies = (body.contacts as IDataObject[] | undefined) ?? [body];
			for (const one of bodies.filter(stores)) create(one);
			return { headers: headers(), ...answerCreate() };
		}
		const count = reads.push(request) - 1;
		maxInFlight = Math.max(maxInFlight, ++inFlight);
		try {
			const readTime = behaviour.readTime?.(request) ?? 0;
			if (readTime > 0) await clock.sleep(readTime);
			return {
				headers: headers(),
				...(behaviour.interceptRead?.(request, count) ?? read(request)),
			};
		} finally {
			inFlight--;
		}
	};
	return { create, now, respond, reads, records, maxInFlight: () => maxInFlight };
}

const ok = (data: IDataObject, meta?: IDataObject): Response => ({
	status: 200,
	body: { data, meta },
});
const iso = (time: number) => new Date(time).toISOString();
const wholeSeconds = (time: number) => Math.floor(time / SECOND) * SECOND;
