import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readCursorPages, readNumberedPages, rowsOf } from '../../../nodes/shared/operation/lists';
import { runStepsOrThrow } from '../../../nodes/shared/http/runSteps';
import type { Send } from '../../../nodes/shared/http/sender';
import type { Steps } from '../../../nodes/shared/operation/request';

const rowsUpTo = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({ id: `id-${index}` }));

/** A list whose server may cap its pages, ignore the page, or return another total. */
interface ServerList {
	rows: IDataObject[];
	cap?: number;
	ignoresPage?: boolean;
	meta?: (page: number) => IDataObject;
}

const PAGE_SIZE = 100;

async function read({ rows, cap = PAGE_SIZE, ignoresPage, meta }: ServerList, limit = Infinity) {
	let requests = 0;
	const pageSize = Math.min(PAGE_SIZE, limit);
	const send: Send = ({ query }) => {
		requests++;
		const page = ignoresPage ? 1 : Number(query!.page);
		const size = Math.min(cap, pageSize);
		const body = {
			rows: rows.slice((page - 1) * size, page * size),
			...meta?.(Number(query!.page)),
		};
		return Promise.resolve({ body });
	};
	const steps = () =>
		readNumberedPages(
			{
				api: 'LeadLex',
				request: (page) => ({ method: 'GET', path: '/', query: { page } }),
				rows: (body) => body.rows as IDataObject[],
				total: ({ total }) => total,
				totalPages: ({ total_pages }) => total_pages,
			},
			limit,
		);
	return { rows: await runStepsOrThrow(steps, send), requests: () => requests };
}

describe('readNumberedPages', () => {
	test('returns every row once, in order, whatever the size of the list and of the pages', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: 900 }),
				fc.integer({ min: 1, max: 100 }),
				fc.constantFrom('total', 'pages', 'nothing'),
				async (count, cap, says) => {
					const rows = rowsUpTo(count);
					const meta = () =>
						says === 'total'
							? { total: count }
							: says === 'pages'
								? { total_pages: Math.ceil(count / cap) }
								: {};
					expect((await read({ rows, cap, meta })).rows).toEqual(rows);
				},
			),
			{ numRuns: 60 },
		);
	});

	test.each([null, '120', 0, -1, 1.5, {}, []])('does not believe a total of %j', async (total) => {
		const rows = rowsUpTo(250);
		expect((await read({ rows, meta: () => ({ total, total_pages: total }) })).rows).toEqual(rows);
	});

	test('asks for few pages when the total is far too large, and fails', async () => {
		const list = { rows: rowsUpTo(150), meta: () => ({ total: 1_764_360_000 }) };
		await expect(read(list)).rejects.toThrow(
			'LeadLex says that the list has 1764360000 rows but returned 150',
		);
	});

	test('fails when the API returns the same page again and again', async () => {
		const list = { rows: rowsUpTo(300), ignoresPage: true, meta: () => ({ total: 300 }) };
		await expect(read(list)).rejects.toThrow('has 300 rows but returned 100');
	});

	test('ends when the API ignores the page and gives no total', async () => {
		const { rows, requests } = await read({ rows: rowsUpTo(100), ignoresPage: true });
		expect(rows).toHaveLength(100);
		expect(requests()).toBe(2);
	});

	test('requests no page that the limit does not need', async () => {
		const { rows, requests } = await read(
			{ rows: rowsUpTo(500), meta: () => ({ total: 500 }) },
			150,
		);
		expect(rows).toEqual(rowsUpTo(150));
		expect(requests()).toBe(2);
	});

	test('accepts that rows are added meanwhile', async () => {
		const rows = rowsUpTo(200);
		const meta = (page: number) => {
			if (page === 1) return { total: 200 };
			rows.unshift({ id: `new-${page}` });
			return { total: rows.length };
		};
		expect((await read({ rows, meta })).rows.length).toBeGreaterThanOrEqual(200);
	});

	test('reads 200,000 rows', async () => {
		const rows = rowsUpTo(200_000);
		expect((await read({ rows, meta: () => ({ total: rows.length }) })).rows).toHaveLength(200_000);
	});
});

describe('readCursorPages', () => {
	const pagesOf = (pages: Array<{ rows: IDataObject[]; next?: string }>) => {
		let requests = 0;
		const send: Send = ({ query }) => {
			const page = pages[Number(query!.cursor ?? 0)] ?? { rows: [], next: String(++requests) };
			requests++;
			return Promise.resolve({ body: page });
		};
		const steps = (): Steps<IDataObject[]> =>
			readCursorPages(
				{
					request: (cursor) => ({ method: 'GET', path: '/', query: { cursor } }),
					rows: (body) => body.rows as IDataObject[],
					next: (body) => body.next as string | undefined,
				},
				Infinity,
			);
		return { run: () => runStepsOrThrow(steps, send), requests: () => requests };
	};

	test('returns a row once that is on two pages', async () => {
		const [a, b, c] = rowsUpTo(3);
		const list = pagesOf([{ rows: [a, b], next: '1' }, { rows: [b, c] }]);
		expect(await list.run()).toEqual([a, b, c]);
	});

	test.each([
		['repeats its cursor', [{ rows: rowsUpTo(2), next: '0' }]],
		['goes on with empty pages', [{ rows: rowsUpTo(2), next: '7' }]],
	])('ends when the API %s', async (_, pages) => {
		const list = pagesOf(pages);
		expect(await list.run()).toEqual(rowsUpTo(2));
		expect(list.requests()).toBeLessThanOrEqual(3);
	});
});

describe('rowsOf', () => {
	test.each([
		['an empty body', {}],
		['a confirmation', { ok: true }],
		['null', { data: null }],
		['text', { data: 'none' }],
		['an empty list of another kind', { warnings: [] }],
	])('does not treat %s as an empty list', (_, body: IDataObject) => {
		expect(() => rowsOf('LeadLex', undefined, body, body.data)).toThrow('other than a list');
	});

	test('finds the rows under another name by their IDs', () => {
		const body = { warnings: [], hints: ['a'], calls: [{ call_id: 7 }] };
		expect(rowsOf('Voxworks', undefined, body)).toEqual([{ call_id: 7 }]);
	});

	test('leaves out null and turns plain values into objects', () => {
		expect(rowsOf('LeadLex', [{ id: 1 }, null, 'text', 7])).toEqual([
			{ id: 1 },
			{ value: 'text' },
			{ value: 7 },
		]);
	});
});
