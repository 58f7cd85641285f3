/** Sample values for parameters, from what the editor shows. So this also tests that placeholders are valid. */
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { createItem } from '../../nodes/shared/operation/item';
import type { ApiRequest, Steps } from '../../nodes/shared/operation/request';
import { RequestFailed } from '../../nodes/shared/operation/request';
import type { Operation } from '../../nodes/shared/operation/types';
import { plan } from '../../nodes/shared/run/plan';

type Parameters = Record<string, unknown>;

export const example = ({ placeholder = '' }: { placeholder?: string }) =>
	placeholder.replace(/^e\.g\. /, '');

/** Whether a field goes into the body unchanged, so that the contract cannot describe it. */
export const isRawBody = ({ name }: INodeProperties) => name === 'additionalBodyFields';

export function sample(field: INodeProperties): unknown {
	if (isRawBody(field)) return {};
	switch (field.type) {
		case 'number':
			return field.typeOptions?.minValue ?? 1;
		case 'boolean':
			return true;
		case 'dateTime':
			return '2026-02-25T09:00:00Z';
		case 'options':
			return (field.options as INodePropertyOptions[]).at(-1)!.value;
		case 'resourceLocator': {
			const mode = field.modes!.at(-1)!;
			return { __rl: true, mode: mode.name, value: example(mode) };
		}
		case 'multiOptions':
			return field.options ? valuesOf(field) : ['1'];
		case 'resourceMapper':
			return {
				mappingMode: 'defineBelow',
				value: { numero_pedido: '123', valor_total: 350.5 },
				schema: [],
			};
		case 'collection':
			return samples(field.options as INodeProperties[]);
		case 'fixedCollection': {
			const [group] = field.options as Array<{ name: string; values: INodeProperties[] }>;
			return { [group.name]: [samples(group.values)] };
		}
		default:
			return example(field);
	}
}

export const samples = (fields: INodeProperties[]): Parameters =>
	Object.fromEntries(fields.map((field) => [field.name, sample(field)]));

/** Returns a sample for every parameter of an operation. */
export const fullest = ({ properties }: Operation<unknown>): Parameters => samples(properties);

export const isRequired = (field: INodeProperties) => field.required === true;
const isChosen = (field: INodeProperties) => field.type === 'options';
export const isShown = (
	{ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties,
	parameters: Parameters,
) =>
	Object.entries(show).every(([name, values]) =>
		(values as unknown[]).includes(parameters[name]),
	) &&
	!Object.entries(hide).some(([name, values]) => (values as unknown[]).includes(parameters[name]));

const hasDefault = ({ type, default: value }: INodeProperties) =>
	value !== '' && !['collection', 'fixedCollection', 'resourceLocator'].includes(type);

/**
 * Returns the parameters that the editor shows first: defaults and samples of the required ones. If the operation
 * requires one of several optional parameters, the first one that it accepts is added.
 */
export function smallest(operation: Operation<unknown>): Parameters {
	const { properties } = operation;
	const defaults = Object.fromEntries<unknown>(
		properties.map((field) => [field.name, field.default]),
	);
	const shown = properties.filter((field) => isShown(field, defaults));
	const required = {
		...Object.fromEntries(shown.filter(hasDefault).map(({ name }) => [name, defaults[name]])),
		...samples(shown.filter(isRequired)),
	};
	const optional = shown.filter(({ name }) => !(name in required)).map((field) => samples([field]));
	const addition = [{}, ...optional].find((extra) => parses(operation, { ...required, ...extra }));
	return { ...required, ...addition };
}

/** Whether the operation accepts an item with these parameters. */
export function parses(operation: Operation<unknown>, parameters: Parameters): boolean {
	try {
		return readRecords(operation, parameters).length > 0;
	} catch {
		return false;
	}
}

/**
 * Returns samples for every set of fields that the editor can show, with and without collections, and for each
 * option of every field that offers some.
 */
export function allParameterSets({ properties }: Operation<unknown>): Parameters[] {
	const controls = new Set(
		properties.flatMap(({ displayOptions = {} }) =>
			[displayOptions.show, displayOptions.hide].flatMap((names) => Object.keys(names ?? {})),
		),
	);
	// Whether a record is selected is not counted as an option
	const controlling = properties.filter(
		({ name, type }) => controls.has(name) && type !== 'resourceLocator',
	);
	let selections: Parameters[] = [{}];
	for (const control of controlling) {
		selections = selections.flatMap((selection) =>
			valuesOf(control).map((value) => ({ ...selection, [control.name]: value })),
		);
	}
	return selections.flatMap((selection) => {
		const shown = properties.filter((field) => isShown(field, selection));
		const others = shown.filter((field) => !controlling.includes(field));
		const all = { ...samples(others), ...selection };
		const withoutCollections = others.filter(({ type }) => type !== 'collection');
		return [
			all,
			{ ...samples(withoutCollections), ...selection },
			...others.flatMap((field) => choicesIn(field, all)),
		];
	});
}

const valuesOf = ({ type, options }: INodeProperties): unknown[] =>
	type === 'boolean'
		? [true, false]
		: (options as INodePropertyOptions[]).map(({ value }) => value);

/** Returns the parameters once for each option of a field, which may be in a collection. */
function choicesIn(field: INodeProperties, parameters: Parameters): Parameters[] {
	if (isChosen(field))
		return valuesOf(field).map((value) => ({ ...parameters, [field.name]: value }));
	if (field.type === 'multiOptions' && field.options) {
		return valuesOf(field).map((value) => ({ ...parameters, [field.name]: [value] }));
	}
	if (field.type === 'fixedCollection') {
		const [{ name, values }] = field.options as Array<{ name: string; values: INodeProperties[] }>;
		return values
			.flatMap((value) => choicesIn(value, samples(values)))
			.map((entry) => ({ ...parameters, [field.name]: { [name]: [entry] } }));
	}
	if (field.type !== 'collection') return [];
	const collection = parameters[field.name] as Parameters;
	return (field.options as INodeProperties[])
		.flatMap((option) => choicesIn(option, collection))
		.map((part) => ({ ...parameters, [field.name]: part }));
}

/** A file of an item. In a request that is converted to JSON, it appears as its base64 text. */
const FILE = { mimeType: 'image/png', base64: async () => 'aW1hZ2U=', toJSON: () => 'aW1hZ2U=' };

/** Returns the records that an operation reads from one item with these parameters. */
function readRecords(
	operation: Operation<unknown>,
	parameters: Parameters,
	json: IDataObject = {},
): unknown[] {
	const item = createItem({
		properties: operation.properties,
		json,
		timezone: 'UTC',
		readParameter: (name) => parameters[name] ?? '',
		findFile: () => FILE,
	});
	const parsed = operation.parse(item);
	return 'batch' in operation ? (parsed as unknown[]) : [parsed];
}

export const readParams = (operation: Operation<unknown>, parameters: Parameters) =>
	readRecords(operation, parameters)[0];

/** Ends steps that would page forever. No operation needs as many requests for one item. */
const MAX_REQUESTS = 20;

/** Returns the body of the response to a request. */
type Respond = (request: ApiRequest) => IDataObject;
const respondEmpty: Respond = () => ({});

/** Returns the requests that steps yield for these responses, until they end or treat a response as a failure. */
export function yieldedRequests(
	steps: Steps<unknown>,
	respond: Respond = respondEmpty,
): ApiRequest[] {
	const requests: ApiRequest[] = [];
	try {
		for (let step = steps.next(); !step.done && requests.length < MAX_REQUESTS;) {
			requests.push(...step.value);
			step = steps.next(step.value.map(respond));
		}
	} catch (error) {
		if (!(error instanceof RequestFailed)) throw error;
	}
	return requests;
}

/** Returns the requests of an operation for one item with these parameters. */
export function requestsFor(
	operation: Operation<unknown>,
	parameters: Parameters,
	respond: Respond = respondEmpty,
): ApiRequest[] {
	const records = readRecords(operation, parameters);
	const jobs = plan(
		operation,
		records.map((params) => ({ itemIndex: 0, params })),
	);
	const requests = jobs.flatMap(({ steps }) => yieldedRequests(steps(), respond));
	// Undefined keys disappear, as they do when a body is sent
	return requests.map((request) => JSON.parse(JSON.stringify(request)) as ApiRequest);
}
