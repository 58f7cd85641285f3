/** Sample values for parameters, taken from what the editor shows: a placeholder must be valid input. */
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { createItem } from '../../nodes/shared/item';
import type { ApiRequest, Operation, Steps } from '../../nodes/shared/operation';
import { plan } from '../../nodes/shared/plan';

type Parameters = Record<string, unknown>;

export const example = ({ placeholder = '' }: { placeholder?: string }) =>
	placeholder.replace(/^e\.g\. /, '');

export function sample(field: INodeProperties): unknown {
	switch (field.type) {
		case 'number':
			return field.typeOptions?.minValue ?? 1;
		case 'boolean':
			return true;
		case 'dateTime':
			return '2026-02-25T09:00:00Z';
		case 'options':
			return (field.options as INodePropertyOptions[]).at(-1)!.value;
		case 'multiOptions':
			return (field.options as INodePropertyOptions[]).map(({ value }) => value);
		case 'resourceLocator': {
			const given = field.modes!.at(-1)!;
			return { __rl: true, mode: given.name, value: example(given) };
		}
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
export const fullest = ({ fields }: Operation<unknown>): Parameters => samples(fields);

export const isRequired = (field: INodeProperties) => field.required === true;
/** A choice and a toggle always have their default. */
const isChosen = ({ type }: INodeProperties) => type === 'options' || type === 'boolean';

/**
 * The required parameters. Where they are not enough, as one of several must be given, also the first
 * one that makes them so.
 */
export function smallest(operation: Operation<unknown>): Parameters {
	const { fields } = operation;
	const least = fields.filter((field) => isRequired(field) || isChosen(field));
	const all = [[], ...fields.map((field) => [field])].map((more) => samples([...least, ...more]));
	return all.find((parameters) => isTaken(operation, parameters)) ?? all[0];
}

function isTaken(operation: Operation<unknown>, parameters: Parameters): boolean {
	try {
		readRecords(operation, parameters);
		return true;
	} catch {
		return false;
	}
}

/** The records that an operation reads of one item with these parameters. */
function readRecords(
	operation: Operation<unknown>,
	parameters: Parameters,
	json: IDataObject = {},
): unknown[] {
	const item = createItem({
		fields: operation.fields,
		json,
		timezone: 'UTC',
		valueOf: (name) => parameters[name] ?? '',
		fileOf: () => ({ mimeType: 'image/png', base64: async () => 'aW1hZ2U=' }),
	});
	const parsed = operation.parse(item);
	return 'batch' in operation ? (parsed as unknown[]) : [parsed];
}

export const readParams = (operation: Operation<unknown>, parameters: Parameters) =>
	readRecords(operation, parameters)[0];

/** No operation needs as many for one item of a test. */
const MOST_REQUESTS = 20;

/**
 * The requests that steps yield, when these bodies come back, one after another, and then empty ones.
 * Steps may throw at an answer that is empty.
 */
export function requestsOf(steps: Steps<unknown>, bodies: IDataObject[] = []): ApiRequest[] {
	const requests: ApiRequest[] = [];
	try {
		for (let step = steps.next(); !step.done && requests.length < MOST_REQUESTS;) {
			const yielded = [step.value].flat();
			requests.push(...yielded);
			const answers = yielded.map(() => bodies.shift() ?? {});
			step = steps.next((Array.isArray(step.value) ? answers : answers[0]) as never);
		}
	} catch (error) {
		if (requests.length === 0) throw error;
	}
	return requests;
}

/** What an operation sends for one item with these parameters. */
export function requestsFor(
	operation: Operation<unknown>,
	parameters: Parameters,
	bodies: IDataObject[] = [],
): ApiRequest[] {
	const records = readRecords(operation, parameters);
	const jobs = plan(
		operation,
		records.map((params) => ({ itemIndex: 0, params })),
	);
	const requests = jobs.flatMap(({ steps }) => requestsOf(steps(), [...bodies]));
	// Undefined keys go as they would on the wire
	return requests.map((request) => JSON.parse(JSON.stringify(request)) as ApiRequest);
}
