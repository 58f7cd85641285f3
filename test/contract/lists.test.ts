/** Every operation that reads a list, also before it writes or to look up what it wrote, with odd responses to the reads. */
import { beforeAll, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import type { Outcome } from '../../nodes/shared/operation/outcome';
import { isSteps } from '../../nodes/shared/operation/types';
import {
	documentedRequests,
	documentedResponse,
	runEqualItems,
	safeRequestsOf,
} from '../support/documentedRun';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import { smallest } from '../support/parameterSamples';
import type { Respond, Response } from '../support/runOperation';

/** Responses without a list: empty, confirmations, null, text, and the list of something else. */
const NO_LISTS: IDataObject[] = [
	...[{}, { ok: true }, { data: null }, { data: {} }, { data: 'none' }, { data: { ok: true } }],
	...[
		{ warnings: ['slow'], data: null },
		{ success: true, message: 'Done' },
	],
];
/** Lists whose rows are under another name than the documented one. */
const RENAMED: IDataObject[] = [
	{ data: { others: [{ id: 'a' }] } },
	{ others: [{ id: 'a' }] },
	{ warnings: [], others: [{ id: 'a' }] },
];

const jsonOf = (outcome?: Outcome) => (outcome && 'json' in outcome ? outcome.json : undefined);
const failureOf = (outcome?: Outcome) =>
	outcome && 'failure' in outcome ? outcome.failure : undefined;
const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

const isRead = (entry: OperationEntry) => documentedRequests(entry).every(isSafe);

/** Responds to the reads of an operation in one way and to its writes in another. */
function responding(entry: OperationEntry, toReads: Respond, toWrites: Respond): Respond {
	const isSafeRequest = safeRequestsOf(entry);
	return (request) => (isSafeRequest(request) ? toReads(request) : toWrites(request));
}

const lost: Respond = () => {
	throw reset();
};
const answer =
	(body: IDataObject): Respond =>
	(): Response => ({ status: 200, body });

const documented =
	(entry: OperationEntry): Respond =>
	(request) =>
		documentedResponse(entry, request);

/** Checks operations with each of the responses at once, and returns what has a problem. */
async function findProblems<T>(
	entries: OperationEntry[],
	responses: T[],
	hasProblem: (entry: OperationEntry, response: T) => Promise<unknown>,
): Promise<string[]> {
	const problems = entries.flatMap((entry) =>
		responses.map(async (response) =>
			(await hasProblem(entry, response)) ? `${entry.title} ${JSON.stringify(response)}` : [],
		),
	);
	return (await Promise.all(problems)).flat();
}

/** The operations whose output is a list. */
let lists: OperationEntry[];
beforeAll(async () => {
	const outcomes = operations.filter(isRead).map(async (entry) => {
		const responses = [documented(entry), ...RENAMED.map(answer)];
		const runs = responses.map(async (respond) => await runEqualItems(entry, 1, respond));
		const jsons = (await Promise.all(runs)).map((run) => jsonOf(run.outcomes[0]));
		return jsons.some(Array.isArray) ? entry : [];
	});
	lists = (await Promise.all(outcomes)).flat();
});

test('there are lists of all providers', () => {
	expect(lists.length).toBeGreaterThan(30);
	expect(new Set(lists.map(({ node }) => node)).size).toBe(3);
});

test('what is no list is no empty list', async () => {
	const problems = await findProblems(lists, NO_LISTS, async (entry, body) => {
		const { outcomes } = await runEqualItems(entry, 1, answer(body));
		return !failureOf(outcomes[0]);
	});
	expect(problems).toEqual([]);
});

test('rows under another name come out, or the list fails', async () => {
	const problems = await findProblems(lists, RENAMED, async (entry, body) => {
		const { outcomes } = await runEqualItems(entry, 1, answer(body));
		return !failureOf(outcomes[0]) && (jsonOf(outcomes[0]) as IDataObject[]).length !== 1;
	});
	expect(problems).toEqual([]);
});

const smallestOf = ({ operation }: OperationEntry) => smallest(operation) as IDataObject;

/** The operations that read before they write. */
const readsFirst = operations.filter((entry) => {
	const [first] = documentedRequests(entry, smallestOf(entry));
	return isSteps(entry.operation) && isSafe(first) && entry.operation.safe !== true;
});

test('some operations read before they write', () => {
	expect(readsFirst.map(({ title }) => title)).toEqual(
		expect.arrayContaining(['LeadLex: contact.upsert', 'SprintHub: contact.setTags']),
	);
});

test('nothing is written after a search that got no list', async () => {
	const problems = await findProblems(readsFirst, NO_LISTS, async (entry, body) => {
		const isSafeRequest = safeRequestsOf(entry);
		const parameters = smallestOf(entry);
		const { sent, outcomes } = await runEqualItems(entry, 1, answer(body), { parameters });
		return sent.some((request) => !isSafeRequest(request)) || !failureOf(outcomes[0]);
	});
	expect(problems).toEqual([]);
});

const looksUp = operations.filter(({ operation }) => 'lookUp' in operation && operation.lookUp);

test('some operations look up what they wrote', () => {
	expect(looksUp.length).toBeGreaterThan(8);
});

test('a look-up that got no list does not say what is not there', async () => {
	const problems = await findProblems(looksUp, NO_LISTS, async (entry, body) => {
		const respond = responding(entry, answer(body), lost);
		const { outcomes } = await runEqualItems(entry, 1, respond);
		const failure = failureOf(outcomes[0]);
		const isDenied = /It was not there|not linked|not added/.test(JSON.stringify(failure));
		return !failure?.inDoubt || isDenied;
	});
	expect(problems).toEqual([]);
});

const HUGE = 1_764_360_000;
const hugeList = (entry: OperationEntry): Respond => {
	let requests = 0;
	return (request) => {
		const cursor = `cursor-${requests++}`;
		const sizes = { total: HUGE, total_pages: HUGE, pages: HUGE, next_cursor: cursor };
		const { status, body } = documentedResponse(entry, request, { meta: sizes, ...sizes });
		return { status, body: withSizes(body, sizes) };
	};
};

/** Puts wrong sizes into the objects of a response that tell how many pages there are. */
const withSizes = (body: IDataObject, sizes: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(body), (key, value: unknown) =>
		key === 'pagination' ? { ...(value as IDataObject), ...sizes } : value,
	) as IDataObject;

test.each([
	['are carried out', documented],
	['are lost', () => lost],
])('few pages are asked for when the API claims a huge list and writes %s', async (_, toWrites) => {
	const requests = new Map<string, number>();
	const problems = await findProblems(operations, [HUGE], async (entry) => {
		const respond = responding(entry, hugeList(entry), toWrites(entry));
		const { sent } = await runEqualItems(entry, 1, respond);
		requests.set(entry.title, sent.length);
		return sent.length > 20;
	});
	expect(problems).toEqual([]);
	// The list ends at the first portion of pages that brings nothing new
	expect(Math.max(...requests.values())).toBeGreaterThan(5);
});
