/** Routes that list, create, get, update and delete records: a table names them, the contract gives their form. */
import type { JsonSchema, Operation } from '../contract/operations';
import type { Row } from './store';

export type Fields = Record<string, unknown>;

export type CrudAction = 'list' | 'create' | 'get' | 'update' | 'delete';

/** The operationId that the contract gives each of these calls. */
type OperationIds = Partial<Record<CrudAction, string>>;

/** A collection of records, and the calls that work on it. */
export interface CrudCollection<State> extends OperationIds {
	/** What one record is called in messages and in error codes, such as `deal` in `deal_not_found`. */
	name: string;
	/** Calls below the path of another record, such as the notes of a contact. */
	parts?: Array<OperationIds & { of: Reference }>;
	/** Whether lists begin with the newest record. */
	newestFirst?: boolean;
	rules?: CrudRules<State>;
}

/** A field that holds the ID of a record of another collection. */
export interface Reference {
	key: string;
	collection: string;
	/** What that record is called, such as `contact`. */
	name: string;
}

/** What the contract does not say about the records of a collection. */
export interface CrudRules<State> {
	/** Fields that are sent under one name, and stored and shown under another. */
	renamed?: Record<string, string>;
	/** Aborts the call if a record must not be created, or `row` not be changed, with these fields. */
	check?(fields: Fields, state: State, row?: Row): void;
	/** Returns fields of a new record that were not sent. */
	complete?(fields: Fields, state: State): Fields;
	/** Returns fields that are computed when a record is shown. */
	show?(row: Row, state: State): Fields;
	/** Filters that are neither equality nor a search nor a bound in time. */
	filters?: Record<string, (row: Row, expected: unknown) => boolean>;
}

/** One call, as its collection and the contract describe it. */
export interface CrudRoute {
	operation: Operation;
	action: CrudAction;
	collection: string;
	parent?: Reference;
	/** Names of the path parameters: the parent comes first, the record last. */
	pathParams: string[];
	/** The property of `data` that holds the record or the rows; without it, `data` is the record. */
	wrap?: string;
	/** The documented fields of a record. */
	fields: Record<string, JsonSchema>;
	/** Whether the response has `meta`. A list without it is not paged. */
	isPaged: boolean;
	/** Filters, and the value of each that is not sent. */
	filters: Fields;
	/** Fields of the body that are not sent. */
	defaults: Fields;
}

const ACTIONS: CrudAction[] = ['list', 'create', 'get', 'update', 'delete'];

/** Query parameters that say how much of a record is shown, or how many. */
const NO_FILTERS = ['page', 'per_page', 'limit', 'sort', 'fields', 'include', 'version'];

/** Returns the routes by operationId. Throws on an operationId that the contract does not have. */
export function crudRoutes<State>(
	collections: Record<string, CrudCollection<State>>,
	operations: Operation[],
): Map<string, CrudRoute> {
	const routes = Object.entries(collections).flatMap(([collection, table]) =>
		[table, ...(table.parts ?? [])].flatMap((ids) =>
			ACTIONS.flatMap((action) => {
				const operationId = ids[action];
				if (operationId === undefined) return [];
				const operation = operations.find((candidate) => candidate.operationId === operationId);
				if (!operation) throw new Error(`The contract has no operation ${operationId}`);
				const parent = 'of' in ids ? ids.of : undefined;
				return routeOf(operation, { action, collection, parent });
			}),
		),
	);
	return new Map(routes.map((route) => [route.operation.operationId, route]));
}

function routeOf(
	operation: Operation,
	place: Pick<CrudRoute, 'action' | 'collection' | 'parent'>,
): CrudRoute {
	const properties = operation.response.schema.properties ?? {};
	const data = properties.data ?? {};
	const { wrap, record } = place.action === 'list' ? rowsIn(data) : recordIn(data);
	const filters = operation.parameters.filter(
		(parameter) => parameter.in === 'query' && !NO_FILTERS.includes(parameter.name),
	);
	return {
		operation,
		...place,
		pathParams: [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
		wrap,
		fields: record.properties ?? {},
		isPaged: properties.meta !== undefined,
		filters: Object.fromEntries(filters.map(({ name, schema }) => [name, schema.default])),
		defaults: defaultsOf(operation.body?.schema),
	};
}

/** A record is `data` itself, or the one object in `data`. */
function recordIn(data: JsonSchema): { wrap?: string; record: JsonSchema } {
	const properties = Object.entries(data.properties ?? {});
	if (properties.length !== 1 || !properties[0][1].properties) return { record: data };
	return { wrap: properties[0][0], record: properties[0][1] };
}

/** Rows are the first array of objects in `data`. */
function rowsIn({ properties = {} }: JsonSchema): { wrap: string; record: JsonSchema } {
	for (const [wrap, { items }] of Object.entries(properties)) {
		const record = items?.anyOf?.[0] ?? items;
		if (record?.properties) return { wrap, record };
	}
	throw new Error('The contract shows no rows in the response of a list');
}

function defaultsOf({ properties = {} }: JsonSchema = {}): Fields {
	const defaults = Object.entries(properties).map(([name, schema]) => [name, schema.default]);
	return Object.fromEntries(defaults.filter(([, value]) => value !== undefined)) as Fields;
}
