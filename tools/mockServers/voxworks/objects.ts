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

/** What a type name that is taken leads to is not documented. */
function createObjectType({ body }: Call, state: VoxworksState): MockResponse {
	const fields = body as Omit<VoxworksObjectType, 'id'> & { type_name: string };
	const taken = [...state.objectTypes.values()].some((one) => one.type_name === fields.type_name);
	if (taken) return failure(400, 'Object type already exists');
	const usual = { validation_mode: 'off', unique_by_contact: false };
	const type = { id: randomUUID(), ...usual, ...fields };
	state.objectTypes.set(type.id, type);
	return success({ object_type_id: type.id, object_type: type }, 201);
}

type Data = Record<string, unknown>;

/** Where the API looks for a key when it is not told. */
const USUAL_KEYS = ['$.external_ids.rex.property_id', '$.id'];

/** Under which names the type and the data are sent is not documented. */
function upsertObject({ body }: Call, state: VoxworksState): MockResponse {
	const { upsert_key, type_name, data, ...rest } = body as Data;
	const fields = isData(data) ? data : rest;
	const keys = upsert_key === undefined ? USUAL_KEYS : [String(upsert_key)];
	const key = keys.find((one) => valueAt(one, fields) !== undefined);
	if (!key) return failure(400, `No value at ${keys.join(' or ')}`);
	const wanted = valueAt(key, fields);
	const existing = [...state.objects.values()].find((one) => valueAt(key, one.data) === wanted);
	const object = existing ?? { id: randomUUID(), type_name: String(type_name ?? ''), data: {} };
	Object.assign(object.data, fields);
	state.objects.set(object.id, object);
	return success({ object_id: object.id, object }, existing ? 200 : 201);
}

/** `$.a.b` */
function valueAt(path: string, data: Data): unknown {
	const names = path.replace(/^\$\./, '').split('.');
	return names.reduce<unknown>((at, name) => (isData(at) ? at[name] : undefined), data);
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
