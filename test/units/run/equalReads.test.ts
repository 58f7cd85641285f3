import { expect, test } from '@jest/globals';

import type { Operation } from '../../../nodes/shared/operation/types';
import { plan } from '../../../nodes/shared/run/plan';

const tasks = ['a', 'b', 'a'].map((params, itemIndex) => ({ itemIndex, params }));
const operation = (members: object) => members as unknown as Operation<string>;
const itemsOf = (members: object) =>
	plan(operation(members), tasks).map((job) => job.tasks.flat().map(({ itemIndex }) => itemIndex));

const get = (id: string) => ({ method: 'GET', path: `/${id}` });
const search = () => ({ method: 'POST', path: '/search', safe: true });
const post = (id: string) => ({ method: 'POST', path: `/${id}` });

test.each([
	['a GET', { request: get, output: () => ({}) }],
	['a POST that only reads', { request: search, output: () => ({}) }],
	['a file', { request: get, file: { name: 'a.csv', type: 'text/csv' } }],
	['the pages of a list', { safe: true, *steps() {} }],
])('items with the same values share the requests of %s', (_, members) => {
	expect(itemsOf(members)).toEqual([[0, 2], [1]]);
});

test.each([
	['a write', { request: post, output: () => ({}) }],
	['steps that may write', { *steps() {} }],
])('each item has its own %s', (_, members) => {
	expect(itemsOf(members)).toEqual([[0], [1], [2]]);
});

test('only the items that read share requests if an operation reads or writes as an item says', () => {
	const merge = (dryRun: string) => ({ method: 'POST', path: '/', safe: dryRun === 'a' });
	const both = [...tasks, { itemIndex: 3, params: 'b' }];
	const jobs = plan(operation({ request: merge, output: () => ({}) }), both);
	expect(jobs.map((job) => job.tasks.flat().map(({ itemIndex }) => itemIndex))).toEqual([
		...[[0, 2], [1], [3]],
	]);
});
