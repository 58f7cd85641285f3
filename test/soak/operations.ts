/**
 * What is soaked: every operation that writes, as the registry has it, in each of three ways to fill it in.
 * A new one joins by itself.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { isDeepStrictEqual } from 'node:util';

import { isSafe } from '../../nodes/shared/http/failures';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { isBatch } from '../../nodes/shared/operation/types';
import { knownParameters, restore } from '../support/operationFixtures';
import type { Ground } from '../support/operationFixtures';
import { check, requestsOf } from '../support/contracts';
import type { FoundOperation } from '../support/package';
import { operations } from '../support/package';
import type { Place } from '../support/parameterPaths';
import { nameAt, placesIn, valueAt, withValue } from '../support/parameterPaths';
import type { Ids } from '../support/fixtures';
import { everyWay, parses, smallest } from '../support/parameterSamples';
import { providerOf } from '../support/world';
import type { Provider } from '../support/world';
import { booksOf, furnish, numberOf, ownId, ownIds } from './recordedState';
import type { Books } from './recordedState';

type Parameters = Record<string, unknown>;

export interface Subject {
	/** Of the operation. */
	title: string;
	provider: Provider;
	/** Whether items share requests. */
	isBatch: boolean;
	/** Whether nothing that is sent tells one item from another, so that only their number can be checked. */
	isAlike: boolean;
	ways: Way[];
}

/** Parameters with expressions, and the item that they read. */
export interface Way {
	parameters: INodeParameters;
	item(number: string): IDataObject;
	/** Whether all that is sent may be sent twice. */
	isRepeatable: boolean;
}

/** What is in the books of an item that was never sent, and of one that was carried out once. */
export interface Normal {
	before?: string;
	after?: string;
}

const isWrite = (request: ApiRequest) => !isSafe(request);

const writesOf = (found: FoundOperation, parameters: Parameters) =>
	requestsOf(found, parameters).filter(isWrite);

/** The registry's, in its order. */
export const writing = operations.filter(
	(found) => writesOf(found, smallest(found.operation)).length > 0,
);

/** Operations that send nothing by which one item could be told from another, and why. */
export const ALIKE: Record<string, string> = {
	'LeadLex: calendarEvent.sync': 'It takes a time and a provider, and each has a key of its own',
	'LeadLex: email.sync': 'It takes a time and a provider, and each has a key of its own',
};

/** The sandbox as freshly prepared, with records for each number. */
export function furnishFor(title: string, ground: Ground, numbers: string[]): Books {
	restore(ground, title);
	const { state } = ground.walk.server();
	furnish(state, ownIds(ground.ids), numbers);
	return booksOf(state);
}

export function subjectOf(found: FoundOperation, { ids }: Ground): Subject {
	const { node, title, operation } = found;
	const all = [smallest(operation), ...everyWay(operation).slice(0, 2).reverse()];
	const known = all
		.filter((parameters) => parses(operation, parameters))
		.map((parameters) => knownParameters(found, parameters, ids));
	const different = known.filter(
		(one, at) => known.findIndex((other) => isDeepStrictEqual(one, other)) === at,
	);
	const isAlike = title in ALIKE;
	const ways = different.flatMap((parameters) =>
		isAlike ? alikeWay(found, parameters) : (wayOf(found, parameters, ids) ?? []),
	);
	if (ways.length === 0) throw new Error(`${title} sends nothing that tells its items apart`);
	return {
		title,
		provider: providerOf(node),
		isBatch: isBatch(operation),
		isAlike,
		ways,
	};
}

/** What stands for the number while parameters are tried. */
const PROBE = numberOf(9999);
const holds = (request: ApiRequest) => JSON.stringify(request).includes(PROBE);

type WithNumber = (number: string) => string;

/** With the number of the item in every ID that can be its own, and in texts. */
function wayOf(found: FoundOperation, known: IDataObject, ids: Ids): Way | undefined {
	const { operation, resource, contract } = found;
	const own = new Map(ownIds(ids).map((id) => [String(id), id]));
	const values: WithNumber[] = [];
	let parameters = known;
	let filled = known;
	const told = new Set<string>();

	// A body that the contract does not know may have some
	const problemsOf = (requests: ApiRequest[]) =>
		requests.flatMap((request) => check(contract, request).errors).length;
	const problems = problemsOf(requestsOf(found, known));
	const isTaken = (tried: Parameters): boolean => {
		if (!parses(operation, tried)) return false;
		const requests = requestsOf(found, tried);
		return (
			!isDeepStrictEqual(requests, requestsOf(found, filled)) && problemsOf(requests) <= problems
		);
	};
	// Names first: some records may not have that of another
	const isName = (place: Place) => Number(nameAt(place) === 'name');
	const places = placesIn(known).sort((one, other) => isName(other) - isName(one));
	for (const place of places) {
		const value = String(valueAt(known, place));
		const name = nameAt(place);
		const id = own.get(value);
		// Items with the same list, campaign or company share requests
		if (id !== undefined && isBatch(operation) && !name.endsWith('Ids')) continue;
		const makes = id === undefined ? numbered(name, value) : [(one: string) => ownId(id, one)];
		// Of mere texts in a collection one is enough, as expressions take time
		const collection = place.length > 1 && makes.length > 1 ? place[0] : undefined;
		if (collection !== undefined && told.has(collection)) continue;
		const make = makes.find((one) => isTaken(withValue(filled, place, one(PROBE))));
		if (!make) continue;
		filled = withValue(filled, place, make(PROBE));
		parameters = withValue(parameters, place, `={{ $json.v${values.push(make) - 1} }}`);
		if (collection !== undefined) told.add(collection);
	}
	const writes = writesOf(found, filled);
	if (!writes.every(holds)) return undefined;
	return {
		isRepeatable: writes.every(({ idempotent }) => idempotent),
		parameters: { resource, operation: operation.value, ...parameters },
		item: (number) => Object.fromEntries(values.map((make, at) => [`v${at}`, make(number)])),
	};
}

const alikeWay = ({ operation, resource }: FoundOperation, parameters: IDataObject): Way => ({
	isRepeatable: false,
	parameters: { resource, operation: operation.value, ...parameters },
	item: () => ({}),
});

/** How a value may hold a number. */
function numbered(name: string, value: string): WithNumber[] {
	if (/phone|whatsapp|mobile/i.test(name)) return [(number) => `+612${number}`];
	if (/^\d{3,}$/.test(value)) return [(number) => number];
	// Not the ID of something that is not there, nor where a record has its key
	if (/Ids?$/.test(name) || value.startsWith('$.')) return [];
	if (/^\S+@\S+$/.test(value)) return [(number) => value.replace('@', `.${number}@`)];
	if (/^https?:/.test(value)) return [(number) => `${value}/${number}`];
	if (/domain/i.test(name)) return [(number) => `${number}.${value}`];
	return [(number) => `${value} ${number}`, (number) => `${value}_${number}`];
}
