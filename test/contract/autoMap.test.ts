/** Auto-Map Input Data of every operation that writes the named fields of a record, beside the same values filled in below. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { createColumnMap, propertiesWithDataToSend } from '../../nodes/shared/operation/autoMap';
import type { Fields } from '../../nodes/shared/operation/fields';
import type { ItemSource } from '../../nodes/shared/operation/item';
import { createItem } from '../../nodes/shared/operation/item';
import { isObject } from '../../nodes/shared/utils/guards';
import { wordKey } from '../../nodes/shared/utils/text';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import { allParameterSets, fullest, isShown, parses } from '../support/parameterSamples';

/** Operations that create or update something without named fields of a record. */
const WITHOUT_NAMED_FIELDS: Record<string, string> = {
	'SprintHub: customObject.create': 'Has the resource mapper, which maps columns itself',
	'SprintHub: customObject.createAndLink': 'Has the resource mapper, which maps columns itself',
	'Voxworks: call.createWebCall': 'Has a script and a contact only',
	'Voxworks: object.upsert': 'Takes an object as JSON, as it is',
};

/** Adds people by their phone numbers, and creates those that are new. */
const CREATES_TOO = ['Voxworks: list.addContacts'];
const writesRecord = ({ title, operation }: OperationEntry) =>
	/^(create|update|upsert|import|save)/.test(operation.value) || CREATES_TOO.includes(title);
const withAutoMap = operations.flatMap((entry) => {
	const { autoMap } = entry.operation;
	return autoMap ? { ...entry, autoMap } : [];
});

test('every operation that writes named fields of a record can map columns, and no other one', () => {
	const expected = operations
		.filter(writesRecord)
		.map(({ title }) => title)
		.filter((title) => !(title in WITHOUT_NAMED_FIELDS));
	expect(withAutoMap.map(({ title }) => title)).toEqual(expected);
});

/** A column may have each of these names. */
const NAMINGS: Record<string, (key: string, property: INodeProperties) => string> = {
	'names of the API': (key) => key,
	'names of the parameters': (_, { name }) => name,
	labels: (_, { displayName }) => displayName,
	'labels in other spellings': (_, { displayName }) =>
		` ${displayName.toUpperCase().replaceAll(' ', '-')}_`,
};

/** Returns the value of a field in the parameters, also in a collection; undefined if it is not there. */
function valueBelow(parameters: IDataObject, name: string): unknown {
	const collections = Object.values(parameters).filter(
		(value): value is IDataObject => isObject(value) && value.__rl !== true,
	);
	const holder = [parameters, ...collections].find((values) => name in values);
	const value = holder?.[name];
	return isObject(value) && value.__rl === true ? value.value : value;
}

/** Returns the parameters as n8n keeps them: hidden fields are gone, while hidden collections may still hold values. */
function withoutMapped(parameters: IDataObject, autoMap: Fields): IDataObject {
	const mapped = new Set(Object.values(autoMap).map(({ property }) => property.name));
	return Object.fromEntries(
		Object.entries(parameters)
			.filter(([name]) => !mapped.has(name))
			.map(([name, value]) => [
				name,
				isObject(value)
					? Object.fromEntries(
							Object.entries(value).map(([key, part]) => [
								key,
								mapped.has(key) ? 'out of date' : part,
							]),
						)
					: value,
			]),
	);
}

function parseMapped(
	{ operation, autoMap }: OperationEntry & { autoMap: Fields },
	parameters: IDataObject,
	json: IDataObject,
): unknown {
	const source: ItemSource = {
		properties: operation.properties,
		json,
		timezone: 'UTC',
		readParameter: (name) => parameters[name] ?? '',
	};
	return operation.parse(createItem(createColumnMap(autoMap).apply(source)));
}

const parseBelow = ({ operation }: OperationEntry, parameters: IDataObject): unknown =>
	operation.parse(
		createItem({
			properties: operation.properties,
			json: {},
			timezone: 'UTC',
			readParameter: (name) => parameters[name] ?? '',
		}),
	);

describe.each(withAutoMap)('$title', (entry) => {
	const { operation, autoMap } = entry;
	const table = Object.entries(autoMap);
	const parameterSets = (allParameterSets(operation) as IDataObject[]).filter((parameters) =>
		parses(operation, parameters),
	);

	test('has one field for each name that a column may have', () => {
		const keys = table.flatMap(([key, { property }]) => [
			...new Set([key, property.name, property.displayName].map(wordKey)),
		]);
		expect(keys).toEqual([...new Set(keys)]);
	});

	test.each(Object.entries(NAMINGS))('takes the same from columns with %s', (_, nameOf) => {
		let columns = 0;
		for (const parameters of parameterSets) {
			const cells = table
				.map(([key, { property }]): [string, unknown] => [
					nameOf(key, property),
					valueBelow(parameters, property.name),
				])
				.filter(([, value]) => value !== undefined);
			columns += cells.length;
			const json = Object.fromEntries(cells) as IDataObject;
			expect(parseMapped(entry, withoutMapped(parameters, autoMap), json)).toEqual(
				parseBelow(entry, parameters),
			);
		}
		expect(columns).toBeGreaterThanOrEqual(table.length);
	});

	test('refuses two columns for one field', () => {
		const [[key, { property }]] = table;
		const json = { [key]: 'a', [` ${key} `]: 'b' };
		expect(() => parseMapped(entry, {}, json)).toThrow(
			`${property.displayName} has two columns, "${key}" and " ${key} ". Remove one of them`,
		);
	});

	test('sends no blank cells', () => {
		const parameters = withoutMapped(fullest(operation) as IDataObject, autoMap);
		const json = Object.fromEntries(table.map(([key]) => [key, ' ']));
		const blank = parsedOrError(() => parseMapped(entry, parameters, json));
		expect(blank).toEqual(parsedOrError(() => parseMapped(entry, parameters, {})));
	});

	test('hides exactly its fields in the editor, and only while columns are mapped', () => {
		const shown = propertiesWithDataToSend(operation);
		const names = (dataToSend: string) =>
			shown
				.filter((property) => isShown(property, { dataToSend }))
				.flatMap(({ name, type, options }) =>
					type === 'collection'
						? (options as INodeProperties[]).map((option) => option.name)
						: name,
				)
				.filter((name) => !['dataToSend', 'columnsNotice'].includes(name));
		const conditional = (name: string) => names('defineBelow').includes(name);
		const mapped = new Set(table.map(([, { property }]) => property.name).filter(conditional));
		expect(mapped.size).toBeGreaterThan(0);
		const choice = shown.find(({ name }) => name === 'dataToSend')!;
		// A model has no columns
		expect(choice.displayOptions).toEqual({ hide: { '@tool': [true] } });
		const notice = shown.find(({ name }) => name === 'columnsNotice')!;
		expect(isShown(notice, { dataToSend: 'autoMapInputData' })).toBe(true);
		expect(isShown(notice, { dataToSend: 'defineBelow' })).toBe(false);
		for (const [, { property }] of table) {
			expect(notice.displayName).toContain(property.displayName);
		}
		expect(names('autoMapInputData')).toEqual(
			names('defineBelow').filter((name) => !mapped.has(name)),
		);
	});
});

function parsedOrError(parse: () => unknown): unknown {
	try {
		return parse();
	} catch (error) {
		return (error as Error).message;
	}
}
