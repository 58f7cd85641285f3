/**
 * Acts out the regular calls of a contract: lists, creates, gets, updates and deletes records, and
 * parts of records such as the notes of a contact. Any other call is answered with the example that
 * the vendor's page shows. Answers hold the documented fields, wrapped as documented.
 */
import { randomUUID } from 'node:crypto';
import { regularCalls, singular } from './routes';
import type { Kind, RegularCall } from './routes';
import type { JsonSchema, Operation } from '../contract/operations';
import { abortWith } from '../server/abort';
import { pageOf, passes, pick } from './store';
import type { Row, Rows } from './store';
import type { MockResponse, Call, Handler } from '../server/types';

export type Fields = Record<string, unknown>;

/** What the contract does not say of a kind of record. */
export interface Collection<State> {
	/** Fields that are sent under another name than they are kept and shown under. */
	renamed?: Record<string, string>;
	/** Refuses what a record cannot be created with, or the row changed to. */
	check?(fields: Fields, state: State, row?: Row): void;
	/** What a new record has besides what was sent. */
	complete?(fields: Fields, state: State): Fields;
	/** What is computed when a record is shown. */
	show?(row: Row, state: State): Fields;
	/** Filters that are neither equality nor search nor a bound in time. */
	filters?: Record<string, (row: Row, wanted: unknown) => boolean>;
}

export interface Manner<State> {
	collections: Record<string, Collection<State>>;
	/** Where a part keeps the ID of its owner, if it is not the owner's name and `_id`. */
	keys: Record<string, string>;
	/** Fields of a body that name a record of a collection. */
	references: Record<string, string>;
	notFound(code: string, message: string): MockResponse;
}

export interface Regular<State> {
	/** By operationId, for every call of the contract. */
	handlers: Record<string, Handler<State>>;
	/** Collections that no call adds to hold the vendor's example, the others nothing. */
	seed(): Record<string, Rows>;
	create(collection: string, fields: Fields, state: State): Row;
	update(collection: string, row: Row, fields: Fields): void;
	/** A record as the answer of a call documents it. */
	show(operationId: string, row: Row, state: State): Fields;
}

export function deriveRegular<State>(
	operations: Operation[],
	{ collections, keys, references, notFound }: Manner<State>,
): Regular<State> {
	const calls = regularCalls(operations);
	const known = fieldsByCollection(calls);

	/** Also a collection with a name of its own in the state, such as contacts, is one of these. */
	const rowsOf = (state: State, collection: string) => (state as Record<string, Rows>)[collection];

	function find({ operation }: RegularCall, collection: string, id: unknown, state: State): Row {
		const row = rowsOf(state, collection).get(String(id));
		if (row) return row;
		// `campaignSteps` are steps
		const kind = singular(/[A-Z]?[a-z]+$/.exec(collection)![0]).toLowerCase();
		const code = operation.codes['404']?.find((one) => one === `${kind}_not_found`);
		const title = kind[0].toUpperCase() + kind.slice(1);
		return abortWith(notFound(code ?? 'not_found', `${title} not found`));
	}

	/** How a part names the record that the path says it belongs to, which must be there. */
	function owner(call: RegularCall, { params }: Call, state: State): Fields {
		if (!call.parent) return {};
		const { collection, param } = call.parent;
		const { id } = find(call, collection, params[param], state);
		return { [keys[collection] ?? `${singular(collection)}_id`]: id };
	}

	function findInPath(call: RegularCall, sent: Call, state: State): Row {
		const belongsTo = owner(call, sent, state);
		const row = find(call, call.collection, sent.params[call.idParam!], state);
		// The step of another campaign is no step of this one
		return has(row, belongsTo) ? row : find(call, call.collection, undefined, state);
	}

	function renamed(collection: string, fields: Fields): Fields {
		const names = collections[collection]?.renamed ?? {};
		const kept = Object.entries(fields).map(([name, value]) => [names[name] ?? name, value]);
		return Object.fromEntries(kept) as Fields;
	}

	function create(collection: string, sent: Fields, state: State): Row {
		const { check, complete } = collections[collection] ?? {};
		const fields = renamed(collection, sent);
		check?.(fields, state);
		const now = new Date().toISOString();
		const row: Row = {
			id: randomUUID(),
			...fields,
			...timesOfNew(known[collection], now),
			...complete?.(fields, state),
		};
		rowsOf(state, collection).set(row.id, row);
		return row;
	}

	function update(collection: string, row: Row, sent: Fields): void {
		const updated = UPDATED.filter((name) => name in known[collection]);
		const now = new Date().toISOString();
		Object.assign(row, renamed(collection, sent), ...updated.map((name) => ({ [name]: now })));
	}

	function show(call: RegularCall, row: Row, state: State): Fields {
		const computed = collections[call.collection]?.show?.(row, state);
		return pick({ ...row, ...computed }, Object.keys(call.fields));
	}

	function answered(call: RegularCall, row: Row, state: State): MockResponse {
		const shown = show(call, row, state);
		const data = call.wrap ? { [call.wrap]: shown } : shown;
		return { status: call.operation.response.status, body: { data } };
	}

	function filtered(call: RegularCall, query: Fields, state: State): Row[] {
		const { filters: own = {}, renamed: names = {} } = collections[call.collection] ?? {};
		const wanted = Object.entries(call.filters)
			.map(([name, usual]) => [name, query[name] ?? usual] as const)
			.filter(([, value]) => value !== undefined);
		return [...rowsOf(state, call.collection).values()].filter((row) =>
			wanted.every(
				([name, value]) => own[name]?.(row, value) ?? passes(row, names[name] ?? name, value),
			),
		);
	}

	const acts: Record<Kind, (call: RegularCall, sent: Call, state: State) => MockResponse> = {
		list(call, sent, state) {
			const belongsTo = owner(call, sent, state);
			const rows = filtered(call, sent.query, state).filter((row) => has(row, belongsTo));
			if (/\bnewest\b/i.test(call.operation.description)) rows.reverse();
			const { page, meta } = paged(call, rows, sent.query);
			const data = { [call.wrap!]: page.map((row) => show(call, row, state)) };
			const { status } = call.operation.response;
			return { status, body: { data, ...(call.isPaged && { meta }) } };
		},
		create(call, sent, state) {
			const belongsTo = owner(call, sent, state);
			const fields = { ...call.defaults, ...(sent.body as Fields), ...belongsTo };
			return answered(call, create(call.collection, fields, state), state);
		},
		get(call, sent, state) {
			return answered(call, findInPath(call, sent, state), state);
		},
		update(call, sent, state) {
			const row = findInPath(call, sent, state);
			const fields = (sent.body ?? {}) as Fields;
			collections[call.collection]?.check?.(renamed(call.collection, fields), state, row);
			update(call.collection, row, fields);
			return answered(call, row, state);
		},
		delete(call, sent, state) {
			const { id } = findInPath(call, sent, state);
			rowsOf(state, call.collection).delete(id);
			const { status, type } = call.operation.response;
			return { status, body: type && { data: { deleted: true, id } } };
		},
		other(call, sent, state) {
			owner(call, sent, state);
			const { response, codes } = call.operation;
			for (const [name, collection] of Object.entries('404' in codes ? references : {})) {
				const id = (sent.body as Fields | undefined)?.[name];
				if (id !== undefined) find(call, collection, id, state);
			}
			return { status: response.status, body: response.type && (response.example ?? {}) };
		},
	};

	const byId = new Map(calls.map((call) => [call.operation.operationId, call]));
	return {
		handlers: Object.fromEntries(
			calls.map((call) => [
				call.operation.operationId,
				(sent: Call, state: State) => acts[call.kind](call, sent, state),
			]),
		),
		seed: () => seedsOf(calls),
		create,
		update,
		show: (operationId, row, state) => show(byId.get(operationId)!, row, state),
	};
}

const CREATED = ['created_date', 'created_at'];
const UPDATED = ['updated_date', 'updated_at'];

type Known = Record<string, JsonSchema>;

/** What is documented of the records of a collection, over all calls that show them. */
function fieldsByCollection(calls: RegularCall[]): Record<string, Known> {
	const known: Record<string, Known> = {};
	for (const { collection, fields } of calls)
		known[collection] = { ...known[collection], ...fields };
	return known;
}

/** The names vary. A record that was never updated has null for it, where null is documented. */
function timesOfNew(known: Known, now: string): Fields {
	const names = [...CREATED, ...UPDATED].filter((name) => name in known);
	const isNull = (name: string) => UPDATED.includes(name) && known[name].type?.includes('null');
	return Object.fromEntries(names.map((name) => [name, isNull(name) ? null : now]));
}

function has(row: Row, fields: Fields): boolean {
	return Object.entries(fields).every(([name, value]) => row[name] === value);
}

function paged(call: RegularCall, rows: Row[], query: Fields): { page: Row[]; meta?: object } {
	if (!call.isPaged) return { page: rows.slice(0, Number(query.limit ?? rows.length)) };
	const perPage = call.operation.parameters.find(({ name }) => name === 'per_page');
	return pageOf(rows, query, Number(perPage?.schema.default ?? 50));
}

function seedsOf(calls: RegularCall[]): Record<string, Rows> {
	const seeds: Record<string, Rows> = {};
	for (const call of calls) {
		if (call.kind === 'other') continue;
		const rows = (seeds[call.collection] ??= new Map());
		const isAddedTo = calls.some(
			(one) => one.kind === 'create' && one.collection === call.collection,
		);
		if (isAddedTo || call.parent) continue;
		for (const row of rowsInExample(call)) rows.set(row.id, { ...rows.get(row.id), ...row });
	}
	return seeds;
}

function rowsInExample({ operation, kind, wrap }: RegularCall): Row[] {
	const example = structuredClone(operation.response.example) as { data: Fields } | undefined;
	const found = wrap ? example?.data[wrap] : example?.data;
	if (kind === 'get') return found ? [found as Row] : [];
	if (kind !== 'list') return [];
	return ((found ?? []) as Row[]).map((row, at) => ({ ...row, id: row.id ?? String(at + 1) }));
}
