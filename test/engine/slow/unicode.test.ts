/** Names of all scripts, and phone numbers however they are typed, reach the API as they were given. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isSafe } from '../../../nodes/shared/http/failures';
import { check, requestsOf } from '../../support/contracts';
import type { FoundOperation } from '../../support/package';
import { operations, providers } from '../../support/package';
import type { Place } from '../../support/parameterPaths';
import { nameAt, placesIn, withValue } from '../../support/parameterPaths';
import type { Ids } from '../../support/fixtures';
import { everyWay, parses } from '../../support/parameterSamples';
import { knownParameters } from '../../support/operationFixtures';
import { preparedProvider } from '../../support/preparedProvider';
import { useWorld } from '../../support/useWorld';

const GO_ON = { onError: 'continueRegularOutput' } as const;
const ITEMS = 3;
const LONG = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(100).trim();

/** No separators of lists, and no spaces at the ends, which some fields take away. */
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
const isPhone = (place: Place) =>
	/phone|whatsapp|mobile|fromNumber/i.test(nameAt(place)) && !/type/i.test(nameAt(place));

const world = useWorld();

/** With as much as the editor shows at once. */
const filledIn = (operation: FoundOperation['operation']) =>
	everyWay(operation).find((way) => parses(operation, way)) as IDataObject;

const writes = (found: FoundOperation) =>
	requestsOf(found, filledIn(found.operation)).some((one) => !isSafe(one));

/** All texts in a request, as they are. */
function textsIn(value: unknown): unknown[] {
	return typeof value === 'object' && value !== null
		? Object.values(value).flatMap(textsIn)
		: [value];
}

/** The same, each with the name under which it stands. */
function namedTextsIn(value: unknown, key = ''): Array<[unknown, string]> {
	if (typeof value !== 'object' || value === null) return [[value, key]];
	return Object.entries(value).flatMap(([inner, one]) =>
		namedTextsIn(one, Array.isArray(value) ? key : inner),
	);
}

const fullestKnown = (found: FoundOperation, ids: Ids) =>
	knownParameters(found, filledIn(found.operation), ids) as INodeParameters;

/** The places of which any text reaches the API. */
function placesFor(
	found: FoundOperation,
	parameters: IDataObject,
	text: string,
	among = placesIn(parameters),
): Place[] {
	const { operation, contract } = found;
	const problems = (tried: IDataObject) =>
		requestsOf(found, tried).flatMap((request) => check(contract, request).errors).length;
	const usual = problems(parameters);
	return among.filter((place) => {
		const tried = withValue(parameters, place, text);
		return (
			!/Ids?$|^upsertKey$/.test(nameAt(place)) &&
			parses(operation, tried) &&
			textsIn(requestsOf(found, tried).map(({ body }) => body)).includes(text) &&
			problems(tried) <= usual
		);
	});
}

describe.each(providers)('%s', (node) => {
	const prepared = preparedProvider(node, world);

	const writing = operations.filter((one) => one.node === node && writes(one));

	test.each(writing)('$title sends and returns every text unchanged', async (found) => {
		const known = fullestKnown(found, prepared.ids());
		const places = placesFor(found, known, 'شركة 漢字 👩‍👩‍👧‍👦');
		const long = new Set(placesFor(found, known, LONG, places));
		let parameters: IDataObject = known;
		for (const [at, place] of places.entries()) {
			parameters = withValue(parameters, place, `={{ $json.v${at} }}`);
		}
		const items = fc
			.sample(fc.array(name, { minLength: places.length, maxLength: places.length }), {
				seed: 7,
				numRuns: ITEMS,
			})
			.map((texts, item) =>
				// Some names may be there only once
				texts.map((text, at) => {
					if (isPhone(places[at])) return `+6125550000${item}`;
					return item === 0 && long.has(places[at]) ? `${LONG} ${at}` : `${text} ${item}${at}`;
				}),
			);
		for (const texts of places.length > 0 ? items : []) {
			const item = Object.fromEntries(texts.map((text, at) => [`v${at}`, text]));
			const { main, error } = await prepared.run(found, parameters, item);
			expect(error?.message).toBeUndefined();
			const sent = new Map(prepared.requests().flatMap(({ body }) => namedTextsIn(body)));
			expect(texts.filter((text) => !sent.has(text))).toEqual([]);
			// And back: what the output calls by the name under which it was sent
			const names = new Map(texts.map((text) => [sent.get(text)!, text]));
			const told = Object.entries(main[0][0].json).filter(
				// An ID of the API's own may stand where one was sent
				([key, value]) => key !== 'id' && names.has(key) && typeof value === 'string',
			);
			for (const [key, value] of told) expect([key, value]).toEqual([key, names.get(key)]);
		}
	});

	const calling = writing.flatMap((found) => {
		const places = placesIn(filledIn(found.operation)).filter(isPhone);
		return places.map((place) => ({ ...found, place, field: nameAt(place) }));
	});

	for (const { place, field, ...found } of calling) {
		const { title, operation, resource } = found;
		const known = () => ({
			...{ resource, operation: operation.value },
			...fullestKnown(found, prepared.ids()),
		});

		test(`${title} sends ${field} as it was typed`, async () => {
			const run = (value: unknown, items: IDataObject[] = [{}]) =>
				world.run(
					prepared.provider,
					withValue(known(), place, value as string) as INodeParameters,
					items,
					GO_ON,
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
			// Not one as a number, which some JSON libraries write with an exponent
			expect(sent).not.toContain(491701234567);
		});

		test(`${title} refuses a ${field} that has lost digits`, async () => {
			const items = [{ phone: 49170123456789012345 }, { phone: 4.9e21 }, { phone: '4.9E+11' }];
			const parameters = withValue(known(), place, '={{ $json.phone }}');
			const { main } = await world.run(
				prepared.provider,
				parameters as INodeParameters,
				items,
				GO_ON,
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
	const named = operations
		.filter(writes)
		.filter(({ operation }) => placesIn(filledIn(operation)).some(isPhone));
	expect(named.map(({ node }) => node)).toEqual(
		expect.arrayContaining(['Voxworks', 'LeadLex', 'SprintHub']),
	);
});
