/** Finds out which calls of a contract are regular: those that list, create or change records. */
import type { JsonSchema, Operation } from '../contract/operations';

export type Kind = 'list' | 'create' | 'get' | 'update' | 'delete' | 'other';

export interface RegularCall extends Place {
	operation: Operation;
	kind: Kind;
	/** Under which name in `data` the record or the rows stand. */
	wrap?: string;
	/** What is documented of a record. */
	fields: Record<string, JsonSchema>;
	/** A list without `meta` in its answer is not paged. */
	isPaged: boolean;
	/** What is taken for a filter or a field that is not sent. */
	filters: Record<string, unknown>;
	defaults: Record<string, unknown>;
}

interface Place {
	/** `notes` also for the notes of a contact; `campaignSteps` for what only campaigns have. */
	collection: string;
	/** Names in the path: of the record's ID, and of the ID of the record that it is a part of. */
	idParam?: string;
	parent?: { collection: string; param: string };
}

/** Parameters that say how much is shown, not of what. */
const NO_FILTERS = ['page', 'per_page', 'limit', 'sort', 'fields', 'include', 'version'];

export function regularCalls(operations: Operation[]): RegularCall[] {
	const paths = operations.map(({ path }) => path);
	return operations.map((operation) => {
		const place = placeOf(operation.path, paths);
		const { kind, wrap, record } = shapeOf(operation, place, operations);
		const filters = operation.parameters.filter(
			(one) => one.in === 'query' && !NO_FILTERS.includes(one.name),
		);
		return {
			operation,
			...place,
			kind,
			wrap,
			fields: record?.properties ?? {},
			isPaged: operation.response.schema.properties?.meta !== undefined,
			filters: Object.fromEntries(filters.map(({ name, schema }) => [name, schema.default])),
			defaults: defaultsOf(operation.body?.schema),
		};
	});
}

function placeOf(path: string, paths: string[]): Place {
	const [version, ...words] = path.split('/').slice(1);
	const idParam = isParam(words.at(-1)!) ? nameOf(words.pop()!) : undefined;
	const at = words.findIndex(isParam);
	if (at < 0) return { collection: camelCase(words), idParam };
	const [owner, part] = [words.slice(0, at), words.slice(at + 1)];
	const hasHome = paths.includes(['', version, ...part].join('/'));
	return {
		collection: camelCase(hasHome ? part : [...owner.map(singular), ...part]),
		idParam,
		parent: { collection: camelCase(owner), param: nameOf(words[at]) },
	};
}

interface Shape {
	kind: Kind;
	wrap?: string;
	record?: JsonSchema;
}

function shapeOf(operation: Operation, { idParam }: Place, all: Operation[]): Shape {
	const { method, path, response } = operation;
	const data = response.schema.properties?.data ?? {};
	const record = { kind: 'other' as Kind, ...recordIn(data) };
	if (idParam) return { ...record, kind: recordKinds[method] ?? 'other' };
	const rows = rowsIn(data);
	if (method === 'GET' && rows) return { kind: 'list', ...rows };
	const depth = path.split('/').length;
	const isCollection = all.some(
		(one) =>
			(one.path === path && one.method === 'GET') ||
			(one.path.startsWith(`${path}/{`) && one.path.split('/').length === depth + 1),
	);
	return method === 'POST' && isCollection ? { ...record, kind: 'create' } : { kind: 'other' };
}

const recordKinds: Record<string, Kind> = {
	GET: 'get',
	PUT: 'update',
	PATCH: 'update',
	DELETE: 'delete',
};

/** A record stands in `data` itself, or in the one object that `data` has. */
function recordIn(data: JsonSchema): { wrap?: string; record: JsonSchema } {
	const inner = Object.entries(data.properties ?? {});
	if (inner.length !== 1 || !inner[0][1].properties) return { record: data };
	return { wrap: inner[0][0], record: inner[0][1] };
}

function rowsIn({ properties = {} }: JsonSchema): { wrap: string; record: JsonSchema } | undefined {
	for (const [wrap, { items }] of Object.entries(properties)) {
		const record = items?.anyOf?.[0] ?? items;
		if (record?.properties) return { wrap, record };
	}
	return undefined;
}

function defaultsOf({ properties = {} }: JsonSchema = {}): Record<string, unknown> {
	const usual = Object.entries(properties).filter(([, schema]) => schema.default !== undefined);
	return Object.fromEntries(usual.map(([name, schema]) => [name, schema.default]));
}

function isParam(word: string): boolean {
	return word.startsWith('{');
}

function nameOf(param: string): string {
	return param.slice(1, -1);
}

function camelCase(words: string[]): string {
	return words
		.flatMap((word) => word.split('-'))
		.map((word, at) => (at === 0 ? word : word[0].toUpperCase() + word.slice(1)))
		.join('');
}

export function singular(word: string): string {
	return word.replace(/ies$/, 'y').replace(/s$/, '');
}
