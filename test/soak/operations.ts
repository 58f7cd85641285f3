/**
 * The operations that are soaked: every registered operation that writes, with up to three sets of parameters and,
 * where columns can be mapped, one with the values in columns.
 * A new operation joins by itself.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { isDeepStrictEqual } from 'node:util';

import { isSafe } from '../../nodes/shared/http/failures';
import type { Fields } from '../../nodes/shared/operation/fields';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { isBatch } from '../../nodes/shared/operation/types';
import { isBulk } from '../../nodes/shared/run/bulk';
import { toColumns } from '../support/columns';
import { parametersForFixtures, restore } from '../support/operationFixtures';
import type { PreparedState } from '../support/operationFixtures';
import { check, requestsOf } from '../support/contracts';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import type { ParameterPath } from '../support/parameterPaths';
import { parameterNameAt, textPathsIn, valueAt, withTextAt } from '../support/parameterPaths';
import type { Ids } from '../support/fixtures';
import { allParameterSets, parses, smallest } from '../support/parameterSamples';
import { providerOf } from '../support/world';
import type { Provider } from '../support/world';
import { recordedStateOf, copyRecords, numberOf, ownId, ownIds } from './recordedState';
import type { RecordedState } from './recordedState';

type Parameters = Record<string, unknown>;

export interface SoakedOperation {
	title: string;
	provider: Provider;
	/** Whether items share requests. */
	isBatch: boolean;
	/** Whether the requests of different items are equal, so that only their number can be checked. */
	isIndistinguishable: boolean;
	parameterSets: ParameterSet[];
}

/** Parameters with expressions, and the input item that the expressions read. */
export interface ParameterSet {
	parameters: INodeParameters;
	item(number: string): IDataObject;
	/** Whether all writes may be sent twice. */
	isIdempotent: boolean;
}

/** The recorded state of an item that was never sent, and of one that was written once. */
export interface Baseline {
	before?: string;
	after?: string;
}

const isWrite = (request: ApiRequest) => !isSafe(request);

const writesOf = (entry: OperationEntry, parameters: Parameters) =>
	requestsOf(entry, parameters).filter(isWrite);

/** The operations that write, in the order of the registry. */
export const writeOperations = operations.filter(
	(entry) => writesOf(entry, smallest(entry.operation)).length > 0,
);

/** Operations whose items send equal requests, and why. */
export const INDISTINGUISHABLE: Record<string, string> = {
	'LeadLex: calendarEvent.sync':
		'It sends only a time and a provider, and each item has its own Idempotency-Key',
	'LeadLex: email.sync':
		'It sends only a time and a provider, and each item has its own Idempotency-Key',
};

/** Restores the prepared sandbox, copies its records for each number and returns the recorded state. */
export function prepareFor(
	title: string,
	prepared: PreparedState,
	numbers: string[],
): RecordedState {
	restore(prepared, title);
	const { state } = prepared.fixtures.server();
	copyRecords(state, ownIds(prepared.ids), numbers);
	return recordedStateOf(state);
}

export function soakedOperationOf(entry: OperationEntry, { ids }: PreparedState): SoakedOperation {
	const { node, title, operation } = entry;
	const samples = [smallest(operation), ...allParameterSets(operation).slice(0, 2).reverse()];
	const filledIn = samples
		.filter(
			// A dry run writes nothing
			(parameters) => parses(operation, parameters) && writesOf(entry, parameters).length > 0,
		)
		.map((parameters) => parametersForFixtures(entry, parameters, ids));
	const distinct = filledIn.filter(
		(parameters, index) =>
			filledIn.findIndex((candidate) => isDeepStrictEqual(parameters, candidate)) === index,
	);
	const isIndistinguishable = title in INDISTINGUISHABLE;
	const parameterSets = distinct.flatMap((parameters) =>
		isIndistinguishable
			? unnumberedParameters(entry, parameters)
			: (numberedParameters(entry, parameters, ids) ?? []),
	);
	const fullest = parameterSets.at(-1);
	if (!fullest) throw new Error(`${title} sends nothing that identifies its items`);
	if (operation.autoMap) parameterSets.push(inColumns(operation.autoMap, fullest));
	return {
		title,
		provider: providerOf(node),
		isBatch: isBatch(operation) || isBulk(operation),
		isIndistinguishable,
		parameterSets,
	};
}

/** The number of the item with which parameters are tried out. */
const PROBE = numberOf(9999);
const holds = (request: ApiRequest) => JSON.stringify(request).includes(PROBE);

type NumberFormat = (number: string) => string;

/** Puts the number of the item into texts and into every ID that an item can have its own record for. */
function numberedParameters(
	entry: OperationEntry,
	initial: IDataObject,
	ids: Ids,
): ParameterSet | undefined {
	const { operation, resource, contract } = entry;
	const idsByText = new Map(ownIds(ids).map((id) => [String(id), id]));
	const values: NumberFormat[] = [];
	let parameters = initial;
	let filled = initial;
	const numberedCollections = new Set<string>();

	// Some initial requests deviate from the contract already; numbers must not add more deviations
	const problemsOf = (requests: ApiRequest[]) =>
		requests.flatMap((request) => check(contract, request).errors).length;
	const problems = problemsOf(requestsOf(entry, initial));
	const isAccepted = (candidate: Parameters): boolean => {
		if (!parses(operation, candidate)) return false;
		const requests = requestsOf(entry, candidate);
		return (
			!isDeepStrictEqual(requests, requestsOf(entry, filled)) && problemsOf(requests) <= problems
		);
	};
	// Names first: some records need a unique name
	const isName = (path: ParameterPath) => Number(parameterNameAt(path) === 'name');
	const places = textPathsIn(initial).sort((a, b) => isName(b) - isName(a));
	for (const path of places) {
		const value = String(valueAt(initial, path));
		const name = parameterNameAt(path);
		const id = idsByText.get(value);
		// Items of a batch must keep the same list, campaign or company, so that they share requests
		if (id !== undefined && isBatch(operation) && !name.endsWith('Ids')) continue;
		const formats =
			id === undefined ? numberFormats(name, value) : [(number: string) => ownId(id, number)];
		// One text of a collection is enough, since evaluating expressions is slow
		const collection = path.length > 1 && formats.length > 1 ? path[0] : undefined;
		if (collection !== undefined && numberedCollections.has(collection)) continue;
		const format = formats.find((candidate) =>
			isAccepted(withTextAt(filled, path, candidate(PROBE))),
		);
		if (!format) continue;
		filled = withTextAt(filled, path, format(PROBE));
		parameters = withTextAt(parameters, path, `={{ $json.v${values.push(format) - 1} }}`);
		if (collection !== undefined) numberedCollections.add(collection);
	}
	const writes = writesOf(entry, filled);
	if (!writes.every(holds)) return undefined;
	return {
		isIdempotent: writes.every(({ idempotent }) => idempotent),
		parameters: { resource, operation: operation.value, ...parameters },
		item: (number) =>
			Object.fromEntries(values.map((format, index) => [`v${index}`, format(number)])),
	};
}

/** Returns the set with Auto-Map Input Data: the values of mapped fields are in columns of the item. */
function inColumns(
	autoMap: Fields,
	{ isIdempotent, parameters, item }: ParameterSet,
): ParameterSet {
	const { rest, row } = toColumns(parameters, autoMap);
	return {
		isIdempotent,
		parameters: { ...rest, dataToSend: 'autoMapInputData' },
		item(number) {
			const values = item(number);
			return { ...values, ...evaluated(row, values) };
		},
	};
}

/** Replaces the expressions of a row by their values, since n8n evaluates those in parameters only. */
const evaluated = (row: IDataObject, values: IDataObject): IDataObject =>
	JSON.parse(
		JSON.stringify(row).replace(/"=\{\{ \$json\.(v\d+) \}\}"/g, (_, name: string) =>
			JSON.stringify(values[name]),
		),
	) as IDataObject;

const unnumberedParameters = (
	{ operation, resource }: OperationEntry,
	parameters: IDataObject,
): ParameterSet => ({
	isIdempotent: false,
	parameters: { resource, operation: operation.value, ...parameters },
	item: () => ({}),
});

/** Returns the formats in which a value can contain a number, best first. */
function numberFormats(name: string, value: string): NumberFormat[] {
	if (/phone|whatsapp|mobile/i.test(name)) return [(number) => `+612${number}`];
	if (/^\d{3,}$/.test(value)) return [(number) => number];
	// IDs of records that do not exist, and JSON paths, must not change
	if (/Ids?$/.test(name) || value.startsWith('$.')) return [];
	if (/^\S+@\S+$/.test(value)) return [(number) => value.replace('@', `.${number}@`)];
	if (/^https?:/.test(value)) return [(number) => `${value}/${number}`];
	if (/domain/i.test(name)) return [(number) => `${number}.${value}`];
	return [(number) => `${value} ${number}`, (number) => `${value}_${number}`];
}
