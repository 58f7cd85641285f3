/** A simulated Voxworks whose clock, calls and odd responses come from a seed. */
import type { IDataObject } from 'n8n-workflow';

import type { Send, SendResult } from '../../../nodes/shared/http/sender';
import type { ApiRequest } from '../../../nodes/shared/operation/request';
import type { SeededRandom } from '../../support/seededRandom';

export const MINUTE = 60_000;

export interface SimulatedCall {
	id: string;
	type: string;
	created: number;
	listedFrom: number;
	endsAt: number;
	resultAt: number;
	status: string;
	/** How its row is broken, if it is. */
	odd?: string;
}

const TYPES = ['phone', 'web'];
/** Filters of the trigger, one of which no call ever matches. */
export const FILTERS: readonly IDataObject[] = [
	{},
	...[...TYPES, 'mistyped'].map((type) => ({ type })),
];
const STATUSES = ['completed', 'HANG_UP', 'Rang Out', 'user-unavailable', ' Voicemail '];
/** What Voxworks lists as the time of an odd call. */
const ODD_TIMES: Record<string, (created: number) => string | undefined> = {
	'no date': () => undefined,
	'text date': () => 'yesterday',
	'year 2099': () => '2099-01-01T00:00:00Z',
	'an hour ahead': (created) => new Date(created + 60 * MINUTE).toISOString(),
	'1970': () => '1970-01-01T00:00:00Z',
};
const ODD_CALLS = ['no date', 'text date', 'year 2099', 'an hour ahead', '1970', 'dots as ID'];
const ROWS_WITHOUT_CALL = [null, 'text', 7, [], {}, { id: '' }, { id: null, status: 'completed' }];

/** Everything that may go wrong. A failed run tries which of them it needs. */
export const FAULTS = [
	'outage',
	'some requests fail',
	'unreadable body',
	'empty list',
	'other wrapper',
	'rows without call',
	'overlapping pages',
	'endless cursor',
	'repeated cursor',
	'refused cursor',
	'oldest first',
	'odd calls',
	'late result',
	'refused result',
	'small budget',
	'other filter',
	'renewed key',
] as const;
export type Fault = (typeof FAULTS)[number];

export class SimulatedVoxworks {
	readonly calls: SimulatedCall[] = [];
	/** The faults of this poll. */
	faults = new Set<Fault>();
	private sorted: SimulatedCall[] = [];
	private sortedFor = '';

	constructor(
		private readonly random: SeededRandom,
		public now: number,
	) {}

	begin(hasOddCalls: boolean): void {
		const { random, now } = this;
		const id = String(this.calls.length);
		const created = now + random.between(-90_000, 80_000);
		const minutes = random.pick([0, 1, 5, 60, 24 * 60]);
		const endsAt = random.between(0, 300) === 0 ? Infinity : now + minutes * MINUTE;
		const odd = hasOddCalls && random.between(0, 20) === 0 ? random.pick(ODD_CALLS) : undefined;
		const status = random.pick(STATUSES);
		const listedFrom = now + random.between(0, 120_000);
		const resultAt = endsAt + random.pick([0, 0, 4 * MINUTE]);
		const type = random.pick(TYPES);
		this.calls.push({ id, type, created, listedFrom, endsAt, resultAt, status, odd });
	}

	/** The calls that it lists as over. */
	over(): SimulatedCall[] {
		return this.calls.filter((call) => call.listedFrom <= this.now && call.endsAt <= this.now);
	}

	readonly send: Send = async (request, options) => {
		if (options?.shouldSend?.() === false) return { skipped: true };
		return request.path.includes('get-call-result') ? this.result(request) : this.list(request);
	};

	private has(fault: Fault): boolean {
		return this.faults.has(fault);
	}

	private failure(): SendResult | undefined {
		const { random } = this;
		const isFailing = this.has('outage') || (this.has('some requests fail') && random.next() < 0.3);
		return isFailing ? refusal(random.pick(['500', '503', '429', '401', undefined])) : undefined;
	}

	private result({ path }: ApiRequest): SendResult {
		const id = path.split('/').pop()!;
		const failure = this.failure();
		if (failure) return failure;
		const call = this.calls[Number(id)];
		if (isRefused(call)) return refusal(['403', '410', '422'][Number(id) % 3]);
		if (this.has('late result') && this.now < call.resultAt) return refusal('404');
		return { body: { call: { id, summary: 'A summary' } } };
	}

	private list({ query = {} }: ApiRequest): SendResult {
		const { random } = this;
		const failure = this.failure();
		if (failure) return failure;
		if (this.has('unreadable body')) return { body: random.pick<IDataObject>(UNREADABLE) };
		const {
			cursor,
			created_after: after,
			limit,
			type,
		} = query as Record<string, string | undefined>;
		if (this.has('refused cursor') && cursor !== undefined) return refusal('400');
		const since = after === undefined ? -Infinity : Date.parse(after);
		// A cursor goes on in the order in which its list began
		const order = cursor?.[0] ?? (this.has('oldest first') ? '+' : '-');
		const listed = this.listedSince(since, order, type);
		if (this.has('empty list')) return { body: { calls: [], meta: {} } };
		const start = Number(cursor?.slice(1) ?? 0);
		const end = start + Number(limit);
		const overlap = this.has('overlapping pages') ? 5 : 0;
		const rows: unknown[] = listed
			.slice(Math.max(0, start - overlap), end)
			.map((call) => this.row(call));
		if (this.has('rows without call')) {
			for (const row of ROWS_WITHOUT_CALL) rows.splice(random.between(0, rows.length), 0, row);
		}
		return { body: this.wrap(rows, this.nextCursor(order, [start, end], listed.length)) };
	}

	/** The calls of the list, in its order. It is sorted once for all pages of a poll. */
	private listedSince(since: number, order: string, type?: string): SimulatedCall[] {
		const key = [this.now, since, type, order].join();
		if (key !== this.sortedFor) {
			const listed = this.calls.filter(
				(call) =>
					call.listedFrom <= this.now && listedTime(call) > since && matches(call, { type }),
			);
			listed.sort((a, b) => sortTime(b) - sortTime(a));
			this.sorted = order === '+' ? listed.reverse() : listed;
			this.sortedFor = key;
		}
		return this.sorted;
	}

	private nextCursor(order: string, [start, end]: number[], total: number): string | null {
		if (end < total || this.has('endless cursor')) return `${order}${end}`;
		return this.has('repeated cursor') ? `${order}${start}` : null;
	}

	private row({ id, type, created, endsAt, status, odd }: SimulatedCall): IDataObject {
		const isOver = endsAt <= this.now;
		const iso = new Date(created).toISOString();
		const spelled = [iso, created, iso.slice(0, -1), iso.replace('T', ' ')][Number(id) % 4];
		return {
			id: odd === 'dots as ID' ? '..' : Number(id) % 2 ? id : Number(id),
			number: Number(id),
			type,
			created_at: odd && ODD_TIMES[odd] ? ODD_TIMES[odd](created) : spelled,
			status: isOver ? status : 'in-progress',
		};
	}

	private wrap(rows: unknown[], next: string | null): IDataObject {
		const meta = { next_cursor: next };
		const wrappers: object[] = [
			{ data: rows, meta },
			{ warnings: [], calls: rows, meta },
			{ data: { calls: rows }, meta },
		];
		const wrapper = this.has('other wrapper') ? this.random.pick(wrappers) : { calls: rows, meta };
		return wrapper as IDataObject;
	}
}

const UNREADABLE = [
	{},
	{ ok: true },
	{ calls: null },
	{ calls: 'none' },
	{ calls: {} },
] as IDataObject[];

/** Whether a result is refused for good. */
export const isRefused = ({ id }: SimulatedCall): boolean => Number(id) % 50 === 7;

/** Whether filters let a call through. */
export const matches = (call: SimulatedCall, { type }: IDataObject): boolean =>
	type === undefined || type === call.type;

function listedTime(call: SimulatedCall): number {
	if (call.odd === '1970') return 0;
	return sortTime(call);
}

function sortTime({ odd, created }: SimulatedCall): number {
	if (odd === 'year 2099') return Date.UTC(2099, 0);
	return odd === 'an hour ahead' ? created + 60 * MINUTE : created;
}

const refusal = (httpCode: string | undefined): SendResult => ({
	failure: {
		message: 'The request failed',
		description: '',
		httpCode,
		cause: httpCode === undefined ? 'connection' : 'status',
	},
});
