/** Sample values for parameters, taken from what the editor shows: a placeholder must be valid input. */
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { createItem } from '../../nodes/shared/operation/item';
import type { ApiRequest, Steps } from '../../nodes/shared/operation/request';
import { RequestFailed } from '../../nodes/shared/operation/request';
import type { Operation } from '../../nodes/shared/operation/types';
import { plan } from '../../nodes/shared/run/plan';

type Parameters = Record<string, unknown>;

export const example = ({ placeholder = '' }: { placeholder?: string }) =>
	placeholder.replace(/^e\.g\. /, '');

/** What goes into a body as it is: the contract cannot know it. */
export const isAsItIs = ({ name }: INodeProperties) => name === 'additionalBodyFields';

export function sample(field: INodeProperties): unknown {
	if (isAsItIs(field)) return {};
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
			const given = field.modes!.at(-1)!;
			return { __rl: true, mode: given.name, value: example(given) };
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

/** All parameters of an operation, filled in. */
export const fullest = ({ properties }: Operation<unknown>): Parameters => samples(properties);

export const isRequired = (field: INodeProperties) => field.required === true;
const isChosen = (field: INodeProperties) => field.type === 'options';
export const isShown = (
	{ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties,
	by: Parameters,
) =>
	Object.entries(show).every(([name, values]) => (values as unknown[]).includes(by[name])) &&
	!Object.entries(hide).some(([name, values]) => (values as unknown[]).includes(by[name]));

const hasDefault = ({ type, default: value }: INodeProperties) =>
	value !== '' && !['collection', 'fixedCollection', 'resourceLocator'].includes(type);

/**
 * What the editor shows first, with its defaults and what is required; and if that is not enough, as one of
 * several must be given, the first other one that is.
 */
export function smallest(operation: Operation<unknown>): Parameters {
	const { properties } = operation;
	const defaults = Object.fromEntries<unknown>(
		properties.map((field) => [field.name, field.default]),
	);
	const shown = properties.filter((field) => isShown(field, defaults));
	const least = {
		...Object.fromEntries(shown.filter(hasDefault).map(({ name }) => [name, defaults[name]])),
		...samples(shown.filter(isRequired)),
	};
	const more = shown.filter(({ name }) => !(name in least)).map((field) => samples([field]));
	const enough = [{}, ...more].find((one) => parses(operation, { ...least, ...one }));
	return { ...least, ...enough };
}

/** Whether an item with these parameters is one that the operation takes. */
export function parses(operation: Operation<unknown>, parameters: Parameters): boolean {
	try {
		return readRecords(operation, parameters).length > 0;
	} catch {
		return false;
	}
}

/** Every set of fields that the editor can show: with what must be filled in, with all, and each choice in turn. */
export function everyWay({ properties }: Operation<unknown>): Parameters[] {
	const controls = new Set(
		properties.flatMap(({ displayOptions = {} }) =>
			[displayOptions.show, displayOptions.hide].flatMap((names) => Object.keys(names ?? {})),
		),
	);
	// A record that is picked, or none yet, is no choice
	const chosen = properties.filter(
		({ name, type }) => controls.has(name) && type !== 'resourceLocator',
	);
	let ways: Parameters[] = [{}];
	for (const control of chosen) {
		ways = ways.flatMap((way) =>
			valuesOf(control).map((value) => ({ ...way, [control.name]: value })),
		);
	}
	return ways.flatMap((way) => {
		const shown = properties.filter((field) => isShown(field, way));
		const free = shown.filter((field) => !chosen.includes(field));
		const all = { ...samples(free), ...way };
		const withoutMore = free.filter(({ type }) => type !== 'collection');
		return [
			all,
			{ ...samples(withoutMore), ...way },
			...free.flatMap((field) => choicesIn(field, all)),
		];
	});
}

const valuesOf = ({ type, options }: INodeProperties): unknown[] =>
	type === 'boolean'
		? [true, false]
		: (options as INodePropertyOptions[]).map(({ value }) => value);

/** The same parameters with each value of a choice, which may stand in a collection. */
function choicesIn(field: INodeProperties, way: Parameters): Parameters[] {
	if (isChosen(field)) return valuesOf(field).map((value) => ({ ...way, [field.name]: value }));
	if (field.type === 'multiOptions' && field.options) {
		return valuesOf(field).map((value) => ({ ...way, [field.name]: [value] }));
	}
	if (field.type === 'fixedCollection') {
		const [{ name, values }] = field.options as Array<{ name: string; values: INodeProperties[] }>;
		return values
			.flatMap((value) => choicesIn(value, samples(values)))
			.map((entry) => ({ ...way, [field.name]: { [name]: [entry] } }));
	}
	if (field.type !== 'collection') return [];
	const inside = way[field.name] as Parameters;
	return (field.options as INodeProperties[])
		.flatMap((option) => choicesIn(option, inside))
		.map((part) => ({ ...way, [field.name]: part }));
}

/** In requests as they would be on the wire, it stands as its base64. */
const FILE = { mimeType: 'image/png', base64: async () => 'aW1hZ2U=', toJSON: () => 'aW1hZ2U=' };

/** The records that an operation reads of one item with these parameters. */
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

/** No operation needs as many for one item of a test. */
const MOST_REQUESTS = 20;

/** What comes back for a request. */
type Respond = (request: ApiRequest) => IDataObject;
const nothing: Respond = () => ({});

/** Returns the requests that steps yield for these responses, until they end or take a response for a failure. */
export function requestsOf(steps: Steps<unknown>, respond: Respond = nothing): ApiRequest[] {
	const requests: ApiRequest[] = [];
	try {
		for (let step = steps.next(); !step.done && requests.length < MOST_REQUESTS;) {
			requests.push(...step.value);
			step = steps.next(step.value.map(respond));
		}
	} catch (error) {
		if (!(error instanceof RequestFailed)) throw error;
	}
	return requests;
}

/** What an operation sends for one item with these parameters. */
export function requestsFor(
	operation: Operation<unknown>,
	parameters: Parameters,
	respond: Respond = nothing,
): ApiRequest[] {
	const records = readRecords(operation, parameters);
	const jobs = plan(
		operation,
		records.map((params) => ({ itemIndex: 0, params })),
	);
	const requests = jobs.flatMap(({ steps }) => requestsOf(steps(), respond));
	// Undefined keys go as they would on the wire
	return requests.map((request) => JSON.parse(JSON.stringify(request)) as ApiRequest);
}
