/** Checks that names in all scripts and phone numbers in all notations reach the API unchanged. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isSafe } from '../../../nodes/shared/http/failures';
import { check, requestsOf } from '../../support/contracts';
import type { OperationEntry } from '../../support/package';
import { operations, providers } from '../../support/package';
import type { ParameterPath } from '../../support/parameterPaths';
import { parameterNameAt, textPathsIn, withTextAt } from '../../support/parameterPaths';
import type { Ids } from '../../support/fixtures';
import { allParameterSets, parses } from '../../support/parameterSamples';
import { parametersForFixtures } from '../../support/operationFixtures';
import { preparedProvider } from '../../support/preparedProvider';
import { useWorld } from '../../support/useWorld';
import { CONTINUE_ON_FAIL } from '../../support/world';

const ITEMS = 3;
const LONG = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(100).trim();

/** Names without list separators and without spaces at the ends, which some fields remove. */
const name = fc.oneof(
	fc.constantFrom(
		...[
			'محمد بن سلمان',
			'שרה כהן',
			'\u202bעברית (abc)\u202c',
			'山田 太郎',
			'김민준',
			'Nguyễn Văn Ổn',
		],
		...[
			'👩‍👩‍👧‍👦 Family 🇧🇷',
			'Zoë\u0301 O’Neil-D’Arcy',
			'İIıi ß ŉ',
			'𠮷野家',
			'اَلْعَرَبِيَّةُ',
			'a\u200bb\u00ad',
		],
		...['{{ $json.x }}', '${x}', '%00 <b>&nbsp</b> \\ / "', "Robert') DROP TABLE"],
	),
	fc
		.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
		.map((text) => text.replace(/[,;\r\n"'[\]{}=]/g, '').trim())
		.filter((text) => text !== ''),
);

const PHONES = [
	...['+491701234567', '0491 570 006', '(02) 5550-0001', '0049 170 1234567', '٠٤٩١٥٧٠٠٠٦'],
	...['004915550000', '+61 (0)2 5550 0001', '0491570006'],
	...[491701234567, 4915550000, 999999999999999, 7],
];
const isPhone = (path: ParameterPath) =>
	/phone|whatsapp|mobile|fromNumber/i.test(parameterNameAt(path)) &&
	!/type/i.test(parameterNameAt(path));

const world = useWorld();

/** Returns sample parameters for the largest set of fields that the editor shows at once. */
const filledParameters = (operation: OperationEntry['operation']) =>
	allParameterSets(operation).find((parameters) => parses(operation, parameters)) as IDataObject;

const isWriting = (entry: OperationEntry) =>
	requestsOf(entry, filledParameters(entry.operation)).some((request) => !isSafe(request));

/** Returns all values in a request. */
function textsIn(value: unknown): unknown[] {
	return typeof value === 'object' && value !== null
		? Object.values(value).flatMap(textsIn)
		: [value];
}

/** Returns all values in a request, each with the name of its property. */
function namedTextsIn(value: unknown, key = ''): Array<[unknown, string]> {
	if (typeof value !== 'object' || value === null) return [[value, key]];
	return Object.entries(value).flatMap(([innerKey, innerValue]) =>
		namedTextsIn(innerValue, Array.isArray(value) ? key : innerKey),
	);
}

const parametersWithIds = (entry: OperationEntry, ids: Ids) =>
	parametersForFixtures(entry, filledParameters(entry.operation), ids) as INodeParameters;

/** Returns the paths of the parameters that accept this text and send it unchanged. */
function pathsOfFreeText(
	entry: OperationEntry,
	parameters: IDataObject,
	text: string,
	candidates = textPathsIn(parameters),
): ParameterPath[] {
	const { operation, contract } = entry;
	const countErrors = (changed: IDataObject) =>
		requestsOf(entry, changed).flatMap((request) => check(contract, request).errors).length;
	const initialErrors = countErrors(parameters);
	return candidates.filter((path) => {
		const changed = withTextAt(parameters, path, text);
		return (
			!/Ids?$|^upsertKey$/.test(parameterNameAt(path)) &&
			parses(operation, changed) &&
			textsIn(requestsOf(entry, changed).map(({ body }) => body)).includes(text) &&
			countErrors(changed) <= initialErrors
		);
	});
}

describe.each(providers)('%s', (node) => {
	const prepared = preparedProvider(node, world);

	const writeOperations = operations.filter((entry) => entry.node === node && isWriting(entry));

	test.each(writeOperations)('$title sends and returns every text unchanged', async (entry) => {
		const initial = parametersWithIds(entry, prepared.ids());
		const paths = pathsOfFreeText(entry, initial, 'شركة 漢字 👩‍👩‍👧‍👦');
		const long = new Set(pathsOfFreeText(entry, initial, LONG, paths));
		let parameters: IDataObject = initial;
		for (const [index, path] of paths.entries()) {
			parameters = withTextAt(parameters, path, `={{ $json.v${index} }}`);
		}
		const items = fc
			.sample(fc.array(name, { minLength: paths.length, maxLength: paths.length }), {
				seed: 7,
				numRuns: ITEMS,
			})
			.map((texts, item) =>
				// The numbers make the names unique, which some records require
				texts.map((text, index) => {
					if (isPhone(paths[index])) return `+6125550000${item}`;
					return item === 0 && long.has(paths[index])
						? `${LONG} ${index}`
						: `${text} ${item}${index}`;
				}),
			);
		for (const texts of paths.length > 0 ? items : []) {
			const item = Object.fromEntries(texts.map((text, index) => [`v${index}`, text]));
			const { main, error } = await prepared.run(entry, parameters, item);
			expect(error?.message).toBeUndefined();
			const sent = new Map(prepared.requests().flatMap(({ body }) => namedTextsIn(body)));
			expect(texts.filter((text) => !sent.has(text))).toEqual([]);
			// Properties of the output that have the name of a sent property must have its value
			const names = new Map(texts.map((text) => [sent.get(text)!, text]));
			const returned = Object.entries(main[0][0].json).filter(
				// The API may replace an ID by its own
				([key, value]) => key !== 'id' && names.has(key) && typeof value === 'string',
			);
			for (const [key, value] of returned) expect([key, value]).toEqual([key, names.get(key)]);
		}
	});

	const phoneFields = writeOperations.flatMap((entry) => {
		const paths = textPathsIn(filledParameters(entry.operation)).filter(isPhone);
		return paths.map((path) => ({ ...entry, path, field: parameterNameAt(path) }));
	});

	for (const { path, field, ...entry } of phoneFields) {
		const { title, operation, resource } = entry;
		const freshParameters = () => ({
			...{ resource, operation: operation.value },
			...parametersWithIds(entry, prepared.ids()),
		});

		test(`${title} sends ${field} as it was typed`, async () => {
			const run = (value: unknown, items: IDataObject[] = [{}]) =>
				world.run(
					prepared.provider,
					withTextAt(freshParameters(), path, value as string) as INodeParameters,
					items,
					CONTINUE_ON_FAIL,
				);
			await run(
				'={{ $json.phone }}',
				PHONES.map((phone) => ({ phone })),
			);
			for (const phone of ['0491570006', 491701234567]) {
				await run(phone);
				await run(typeof phone === 'number' ? `={{ ${phone} }}` : `={{ "${phone}" }}`);
				await run('={{ Number($json.phone) }}', [{ phone: '491570006' }]);
			}
			const sent = textsIn(prepared.requests().map(({ body }) => body));
			const typed = [...PHONES, '0491570006', '491570006'];
			expect(typed.map(String).filter((phone) => !sent.includes(phone))).toEqual([]);
			// Some JSON libraries write numbers with an exponent, so every phone must be text
			expect(sent).not.toContain(491701234567);
		});

		test(`${title} refuses a ${field} that has lost digits`, async () => {
			const items = [{ phone: 49170123456789012345 }, { phone: 4.9e21 }, { phone: '4.9E+11' }];
			const parameters = withTextAt(freshParameters(), path, '={{ $json.phone }}');
			const { main } = await world.run(
				prepared.provider,
				parameters as INodeParameters,
				items,
				CONTINUE_ON_FAIL,
			);
			expect(main[0].map(({ json }) => json.error)).toEqual([
				expect.stringContaining('must be text: as a number it has lost digits'),
				expect.stringContaining('must be text: as a number it has lost digits'),
				expect.stringContaining('has lost digits: 4.9E+11'),
			]);
			expect(prepared.requests()).toEqual([]);
		});
	}
});

test('phone fields of every provider are covered', () => {
	const withPhone = operations
		.filter(isWriting)
		.filter(({ operation }) => textPathsIn(filledParameters(operation)).some(isPhone));
	expect(withPhone.map(({ node }) => node)).toEqual(
		expect.arrayContaining(['Voxworks', 'LeadLex', 'SprintHub']),
	);
});
