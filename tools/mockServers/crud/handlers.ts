/** Handlers of the routes in a table. Their responses have the documented fields, wrapped as documented. */
import { randomUUID } from 'node:crypto';
import type { JsonSchema, Operation } from '../contract/operations';
import { abortWith } from '../server/abort';
import type { Call, Handler, MockResponse } from '../server/types';
import { crudRoutes } from './routes';
import type { CrudAction, CrudCollection, CrudRoute, Fields } from './routes';
import { pageOf, passes, pick } from './store';
import type { Row, Rows } from './store';

export type NotFound = (code: string, message: string) => MockResponse;

type Records = Record<string, JsonSchema>;

const CREATED = ['created_date', 'created_at'];
const UPDATED = ['updated_date', 'updated_at'];

export class CrudHandlers<State> {
	private readonly routes: Map<string, CrudRoute>;

	/** By collection: the documented fields of a record, over all routes that show it. */
	private readonly fields: Record<string, Records> = {};

	constructor(
		private readonly collections: Record<string, CrudCollection<State>>,
		operations: Operation[],
		private readonly notFound: NotFound,
	) {
		this.routes = crudRoutes(collections, operations);
		for (const { collection, fields } of this.routes.values()) {
			this.fields[collection] = { ...this.fields[collection], ...fields };
		}
	}

	/** Returns the handlers by operationId. */
	handlers(): Record<string, Handler<State>> {
		const actions: Record<
			CrudAction,
			(route: CrudRoute, call: Call, state: State) => MockResponse
		> = {
			list: (...request) => this.handleList(...request),
			create: (...request) => this.handleCreate(...request),
			get: (...request) => this.handleGet(...request),
			update: (...request) => this.handleUpdate(...request),
			delete: (...request) => this.handleDelete(...request),
		};
		return Object.fromEntries(
			[...this.routes].map(([operationId, route]) => [
				operationId,
				(call: Call, state: State) => actions[route.action](route, call, state),
			]),
		);
	}

	/**
	 * Returns all collections, empty. Those that neither a call creates records in nor belong to a
	 * parent hold the records of the vendor's examples instead.
	 */
	seed(): Record<string, Rows> {
		const seeds = Object.entries(this.collections).map(([name, { create, parts }]) => {
			const isEmpty = create !== undefined || parts !== undefined;
			return [name, isEmpty ? new Map() : this.exampleRows(name)] as const;
		});
		return Object.fromEntries(seeds);
	}

	create(collection: string, sent: Fields, state: State): Row {
		const { check, complete } = this.collections[collection].rules ?? {};
		const fields = this.renamed(collection, sent);
		check?.(fields, state);
		const now = new Date().toISOString();
		const row: Row = {
			id: randomUUID(),
			...fields,
			...timesOfNew(this.fields[collection], now),
			...complete?.(fields, state),
		};
		rowsOf(state, collection).set(row.id, row);
		return row;
	}

	update(collection: string, row: Row, sent: Fields): void {
		const names = UPDATED.filter((name) => name in this.fields[collection]);
		const now = new Date().toISOString();
		const times = Object.fromEntries(names.map((name) => [name, now]));
		Object.assign(row, this.renamed(collection, sent), times);
	}

	/** Returns a record as the response of this operation documents it. */
	show(operationId: string, row: Row, state: State): Fields {
		return this.shown(this.routes.get(operationId)!, row, state);
	}

	private handleList(route: CrudRoute, call: Call, state: State): MockResponse {
		const parent = this.parentKey(route, call, state);
		const rows = this.filtered(route, call.query, state).filter((row) => has(row, parent));
		if (this.collections[route.collection].newestFirst) rows.reverse();
		const { page, meta } = paged(route, rows, call.query);
		const data = { [route.wrap!]: page.map((row) => this.shown(route, row, state)) };
		const { status } = route.operation.response;
		return { status, body: { data, ...(route.isPaged && { meta }) } };
	}

	private handleCreate(route: CrudRoute, call: Call, state: State): MockResponse {
		const parent = this.parentKey(route, call, state);
		const fields = { ...route.defaults, ...(call.body as Fields), ...parent };
		return this.respond(route, this.create(route.collection, fields, state), state);
	}

	private handleGet(route: CrudRoute, call: Call, state: State): MockResponse {
		return this.respond(route, this.findInPath(route, call, state), state);
	}

	private handleUpdate(route: CrudRoute, call: Call, state: State): MockResponse {
		const { collection } = route;
		const row = this.findInPath(route, call, state);
		const fields = (call.body ?? {}) as Fields;
		this.collections[collection].rules?.check?.(this.renamed(collection, fields), state, row);
		this.update(collection, row, fields);
		return this.respond(route, row, state);
	}

	private handleDelete(route: CrudRoute, call: Call, state: State): MockResponse {
		const { id } = this.findInPath(route, call, state);
		rowsOf(state, route.collection).delete(id);
		const { status, type } = route.operation.response;
		return { status, body: type && { data: { deleted: true, id } } };
	}

	private respond(route: CrudRoute, row: Row, state: State): MockResponse {
		const record = this.shown(route, row, state);
		const data = route.wrap ? { [route.wrap]: record } : record;
		return { status: route.operation.response.status, body: { data } };
	}

	private shown({ collection, fields }: CrudRoute, row: Row, state: State): Fields {
		const computed = this.collections[collection].rules?.show?.(row, state);
		return pick({ ...row, ...computed }, Object.keys(fields));
	}

	/** Returns the field by which a part names its parent. Aborts if the path names no such parent. */
	private parentKey(route: CrudRoute, { params }: Call, state: State): Fields {
		if (!route.parent) return {};
		const { name, collection, key } = route.parent;
		const parent = rowsOf(state, collection).get(String(params[route.pathParams[0]]));
		return { [key]: (parent ?? abortNotFound(route.operation, name, this.notFound)).id };
	}

	/** Returns the record that the path names. Aborts if there is none, or if it has another parent. */
	private findInPath(route: CrudRoute, call: Call, state: State): Row {
		const parent = this.parentKey(route, call, state);
		const row = rowsOf(state, route.collection).get(String(call.params[route.pathParams.at(-1)!]));
		if (row && has(row, parent)) return row;
		const { name } = this.collections[route.collection];
		return abortNotFound(route.operation, name, this.notFound);
	}

	private renamed(collection: string, fields: Fields): Fields {
		const names = this.collections[collection].rules?.renamed ?? {};
		const entries = Object.entries(fields).map(([name, value]) => [names[name] ?? name, value]);
		return Object.fromEntries(entries) as Fields;
	}

	private filtered(route: CrudRoute, query: Fields, state: State): Row[] {
		const { filters = {}, renamed = {} } = this.collections[route.collection].rules ?? {};
		const expected = Object.entries(route.filters)
			.map(([name, value]) => [name, query[name] ?? value] as const)
			.filter(([, value]) => value !== undefined);
		return [...rowsOf(state, route.collection).values()].filter((row) =>
			expected.every(
				([name, value]) => filters[name]?.(row, value) ?? passes(row, renamed[name] ?? name, value),
			),
		);
	}

	private exampleRows(collection: string): Rows {
		const rows: Rows = new Map();
		const routes = [...this.routes.values()].filter((route) => route.collection === collection);
		for (const row of routes.flatMap(rowsInExample)) {
			rows.set(row.id, { ...rows.get(row.id), ...row });
		}
		return rows;
	}
}

/** Aborts with a code of the record's own, such as `deal_not_found`, where the call documents it. */
export function abortNotFound({ codes }: Operation, name: string, notFound: NotFound): never {
	const code = `${name}_not_found`;
	const title = name[0].toUpperCase() + name.slice(1);
	const isDocumented = codes['404']?.includes(code);
	return abortWith(notFound(isDocumented ? code : 'not_found', `${title} not found`));
}

/** Returns the rows of a collection. Collections with a type of their own, such as contacts, have rows too. */
export function rowsOf(state: unknown, collection: string): Rows {
	return (state as Record<string, Rows>)[collection];
}

/** Returns the times that are documented. A record that was never updated shows null, where null is documented. */
function timesOfNew(fields: Records, now: string): Fields {
	const names = [...CREATED, ...UPDATED].filter((name) => name in fields);
	const isNull = (name: string) => UPDATED.includes(name) && fields[name].type?.includes('null');
	return Object.fromEntries(names.map((name) => [name, isNull(name) ? null : now]));
}

function has(row: Row, fields: Fields): boolean {
	return Object.entries(fields).every(([name, value]) => row[name] === value);
}

function paged(route: CrudRoute, rows: Row[], query: Fields): { page: Row[]; meta?: object } {
	if (!route.isPaged) return { page: rows.slice(0, Number(query.limit ?? rows.length)) };
	const perPage = route.operation.parameters.find(({ name }) => name === 'per_page');
	return pageOf(rows, query, Number(perPage?.schema.default ?? 50));
}

/** Returns the records in the documented response of a route. Rows without an ID get their number. */
function rowsInExample({ operation, action, wrap }: CrudRoute): Row[] {
	const example = structuredClone(operation.response.example) as { data: Fields } | undefined;
	const data = wrap ? example?.data[wrap] : example?.data;
	if (action === 'get') return data ? [data as Row] : [];
	if (action !== 'list') return [];
	const rows = (data ?? []) as Row[];
	return rows.map((row, index) => ({ ...row, id: row.id ?? String(index + 1) }));
}
