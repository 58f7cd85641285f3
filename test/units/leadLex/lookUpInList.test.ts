/** Which records of a list may be the one whose creation is in doubt. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { leadLex } from '../../../nodes/LeadLex/api';
import { create as createCompany } from '../../../nodes/LeadLex/resources/company/create.operation';
import { create as createDeal } from '../../../nodes/LeadLex/resources/deal/create.operation';
import { create as createList } from '../../../nodes/LeadLex/resources/list/create.operation';
import { create as createNote } from '../../../nodes/LeadLex/resources/note/create.operation';
import { runOperation } from '../../support/runOperation';

const soon = () => new Date(Date.now() + 60_000).toISOString();
const LONG_AGO = '2020-01-01T00:00:00Z';

/** Creates a record for each name without getting a response, and looks it up among the rows. */
async function lookUp(operation: unknown, names: string[], rows: IDataObject[]) {
	const { outcomes } = await runOperation(
		leadLex,
		operation as never,
		names.map((name) => ({ name })) as never[],
		({ method, url }) => {
			if (method === 'POST') throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
			const single = rows.find(({ id }) => url.endsWith(`/${String(id)}`));
			const list = { companies: rows, deals: rows, lists: rows };
			return { status: 200, body: { data: single ?? list, meta: { total: rows.length } } };
		},
	);
	return outcomes.map((outcome) => {
		if (!outcome) return undefined;
		if ('json' in outcome) return outcome.json;
		return outcome.failure.description.replace(/^.*running this item again\. /, '');
	});
}

const operations: Array<[string, unknown]> = [
	['a company', createCompany],
	['a list', createList],
];

describe.each(operations)('%s in doubt', (_, operation) => {
	test.each<[string, IDataObject]>([
		['has no time of creation', { name: 'Acme Corp' }],
		['has a time that is none', { name: 'Acme Corp', created_at: 'yesterday' }],
		['differs in case', { name: 'ACME Corp', created_at: soon() }],
		['differs in spaces', { name: 'Acme\u00a0 Corp', created_at: soon() }],
		['differs in case and has no time', { name: 'acme corp' }],
	])('may be a record that %s', async (_name, row) => {
		expect(await lookUp(operation, ['Acme Corp'], [{ id: 'r1', ...row }])).toEqual([
			'These may be it: r1.',
		]);
	});

	test.each<[string, IDataObject]>([
		['older', { name: 'ACME', created_at: LONG_AGO }],
		['older, as epoch milliseconds tell', { name: 'Acme', created_at: Date.parse(LONG_AGO) }],
		['of another name', { name: 'Acme 2', created_at: soon() }],
	])('is not a record that is %s', async (_name, row) => {
		const [finding] = await lookUp(operation, ['Acme'], [{ id: 'r1', ...row }]);
		expect(finding).toMatch(/^It was not there/);
	});

	test('is the record of its name beside one that only may be it', async () => {
		const row = { id: 'r1', name: 'Acme', created_at: soon() };
		expect(await lookUp(operation, ['Acme'], [{ id: 'r0', name: 'acme' }, row])).toEqual([row]);
	});

	test('is not the record that is certainly that of another item', async () => {
		const row = { id: 'r1', name: 'Acme', created_at: soon() };
		expect(await lookUp(operation, ['ACME', 'Acme'], [row])).toEqual([
			expect.stringMatching(/^It was not there/),
			row,
		]);
	});
});

test('a deal in doubt may be one whose name differs in case or spaces', async () => {
	const rows = [{ id: 'd1', name: 'acme  corp' }];
	expect(await lookUp(createDeal, ['Acme Corp'], rows)).toEqual(['These may be it: d1.']);
});

describe('notes of one title about different records, in doubt', () => {
	const both = [{ contact_id: 'a' }, { contact_id: 'a', deal_id: 'd' }];
	const lookUpNotes = async (rows: IDataObject[]) => {
		const { outcomes } = await runOperation(
			leadLex,
			createNote,
			both.map((parent) => ({ parent, note: { title: 'Call' } })) as never[],
			({ method }) => {
				if (method === 'POST') throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
				return { status: 200, body: { data: { notes: rows }, meta: { total: rows.length } } };
			},
		);
		return outcomes.map((outcome) => outcome && 'json' in outcome && outcome.json);
	};
	const note = (id: string, parent: object) => ({
		...{ id, title: 'Call', created_at: soon() },
		...parent,
	});

	test('are not both the one that was found', async () => {
		expect(await lookUpNotes([note('n1', both[1])])).toEqual([false, false]);
	});

	test('are told apart by their records', async () => {
		const row = note('n1', { contact_id: 'a', deal_id: 'x' });
		expect(await lookUpNotes([row])).toEqual([row, false]);
	});
});
