/** Objects, their types, and links of contacts to them. */
import { randomUUID } from 'node:crypto';
import type { MockResponse, Call, Handler } from '../server/types';
import { failure, find, success } from './responses';
import type { VoxworksLink, VoxworksObjectType, VoxworksState } from './types';

export const objectHandlers: Record<string, Handler<VoxworksState>> = {
	createObjectType,
	upsertObject,
	linkContactToObject,
};

/** Responds with 400 to a type name that exists; the pages do not say what happens then. */
function createObjectType({ body }: Call, state: VoxworksState): MockResponse {
	const fields = body as Omit<VoxworksObjectType, 'id'> & { type_name: string };
	const taken = [...state.objectTypes.values()].some((type) => type.type_name === fields.type_name);
	if (taken) return failure(400, 'Object type already exists');
	const defaults = { validation_mode: 'off', unique_by_contact: false };
	const type = { id: randomUUID(), ...defaults, ...fields };
	state.objectTypes.set(type.id, type);
	return success({ object_type_id: type.id, object_type: type }, 201);
}

type Data = Record<string, unknown>;

/** Where the API looks for the key of an object if the request names none. */
const DEFAULT_KEYS = ['$.external_ids.rex.property_id', '$.id'];

/** Takes data in `data` or at the top level, since the names of the fields are not documented. */
function upsertObject({ body }: Call, state: VoxworksState): MockResponse {
	const { upsert_key, type_name, data, ...rest } = body as Data;
	const fields = isData(data) ? data : rest;
	const keys = upsert_key === undefined ? DEFAULT_KEYS : [String(upsert_key)];
	const key = keys.find((path) => readPath(path, fields) !== undefined);
	if (!key) return failure(400, `No value at ${keys.join(' or ')}`);
	const value = readPath(key, fields);
	const existing = [...state.objects.values()].find(
		(object) => readPath(key, object.data) === value,
	);
	const object = existing ?? { id: randomUUID(), type_name: String(type_name ?? ''), data: {} };
	Object.assign(object.data, fields);
	state.objects.set(object.id, object);
	return success({ object_id: object.id, object }, existing ? 200 : 201);
}

/** Returns the value at a path such as `$.a.b`. */
function readPath(path: string, data: Data): unknown {
	const names = path.replace(/^\$\./, '').split('.');
	return names.reduce<unknown>((parent, name) => (isData(parent) ? parent[name] : undefined), data);
}

function isData(value: unknown): value is Data {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function linkContactToObject({ params, body }: Call, state: VoxworksState): MockResponse {
	const { contact_id, metadata } = body as Omit<VoxworksLink, 'object_id'>;
	const { id } = find(state.objects, params.object_id, 'Object');
	find(state.contacts, contact_id, 'Contact');
	const link: VoxworksLink = { object_id: id, contact_id, ...(metadata && { metadata }) };
	state.links.push(link);
	return success({ link });
}
