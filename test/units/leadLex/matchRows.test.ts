import { expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { matchRows } from '../../../nodes/LeadLex/api/matchRows';

interface Deal {
	name?: unknown;
	value?: number;
	note?: string;
}

const idsOf = (records: Deal[], rows: IDataObject[]) =>
	matchRows<Deal>(records, rows, {
		key: ({ name }) => String(name),
		isConsistent: ({ value }, row) => value === undefined || value === row.value,
	}).map((row) => row?.id);
const row = (id: string, name: string, value?: number) => ({ id, name, value });

test.each<[string, Deal[], IDataObject[], unknown[]]>([
	[
		'gives equal records a row each when the response has another order',
		[{ name: 'A' }, { name: 'B' }, { name: 'A' }],
		[row('2', 'B'), row('1', 'A'), row('3', 'A')],
		['1', '2', '3'],
	],
	[
		'tells equal records from others of their name by a value',
		[{ name: 'A', value: 1 }, { name: 'A', value: 2 }, { name: 'A', value: 1 }, { name: 'B' }],
		[row('b', 'B'), row('2', 'A', 2), row('1', 'A', 1), row('3', 'A', 1)],
		['1', '2', '3', 'b'],
	],
	[
		'leaves records in doubt that differ in what rows do not show',
		[{ name: 'A', note: 'x' }, { name: 'B' }, { name: 'A', note: 'y' }],
		[row('2', 'B'), row('1', 'A'), row('3', 'A')],
		[undefined, '2', undefined],
	],
	[
		'leaves equal records in doubt of which there are fewer rows',
		[{ name: 'A' }, { name: 'A' }],
		[row('1', 'A')],
		[undefined, undefined],
	],
])('%s', (_, records, rows, ids) => {
	expect(idsOf(records, rows)).toEqual(ids);
});
