/** Look-ups of many records: several at once, equal reads once, and hardly any read while the API is down. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { leadLex } from '../../../nodes/LeadLex/api';
import { create as createCampaign } from '../../../nodes/LeadLex/resources/campaign/create.operation';
import { linkContacts } from '../../../nodes/LeadLex/resources/company/linkContacts.operation';
import { create } from '../../../nodes/LeadLex/resources/contact/create.operation';
import { create as createDeal } from '../../../nodes/LeadLex/resources/deal/create.operation';
import type { Outcome } from '../../../nodes/shared/operation/outcome';
import type { Operation } from '../../../nodes/shared/operation/types';
import type { Response, SentRequest, Settings } from '../../support/runOperation';
import { runOperation } from '../../support/runOperation';
import type { Behaviour } from '../../support/simulatedLeadLex';
import { badGateway, lose, simulateClock, simulateLeadLex } from '../../support/simulatedLeadLex';
import type { SimulatedClock } from '../../support/simulation';

/** Of one read that fails. */
const ATTEMPTS = 3;
/** Reads in a row that fail before the API is taken to be down. */
const READS = 3;
/** The default of Max Concurrent Requests. */
const { concurrency } = leadLex;

let clock: SimulatedClock;
beforeEach(() => {
	clock = simulateClock();
});
afterEach(() => void jest.restoreAllMocks());

const people = (count: number) =>
	Array.from({ length: count }, (_, at) => ({ email: `p${at}@example.com` }));
const named = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `Deal ${at}` }));

async function run(
	records: IDataObject[],
	behaviour: Behaviour,
	operation: unknown = create,
	settings: Settings = {},
) {
	const leadlex = simulateLeadLex(clock, behaviour);
	const { outcomes } = await clock.until(
		runOperation(leadLex, operation as Operation<IDataObject>, records, leadlex.respond, settings),
	);
	return { ...leadlex, outcomes };
}
const isDone = (outcome?: Outcome) => outcome !== undefined && 'json' in outcome;
const descriptions = (outcomes: Array<Outcome | undefined>) =>
	outcomes.map((outcome) => (outcome && 'failure' in outcome ? outcome.failure.description : ''));
const isAbout = ({ qs }: SentRequest, name: string) => qs?.search === `${name}@example.com`;
const pathOf = ({ url }: SentRequest) => new URL(url).pathname;

describe('in an outage', () => {
	const IN_DOUBT = /may have processed this\.(?!.*not there)/;

	const noData = (): Response => ({ status: 200, body: {}, text: 'Hello' });

	test.each<[string, number, () => Response, () => Response, number]>([
		['502', 1000, badGateway, badGateway, READS * ATTEMPTS],
		['502, then lost connections', 1000, badGateway, lose, READS * ATTEMPTS],
		['502, then no data', 1000, badGateway, noData, READS * ATTEMPTS],
		// Nothing is read by a clock that is not known. LeadLex's smallest plan is assumed, so the items are few
		['lost connections', 40, lose, lose, ATTEMPTS],
	])('many items cost few reads: %s', async (_, items, answerCreate, interceptRead, count) => {
		const { outcomes, reads } = await run(people(items), { answerCreate, interceptRead });
		expect(reads).toHaveLength(count);
		for (const description of descriptions(outcomes)) expect(description).toMatch(IN_DOUBT);
	});

	test('that begins during the look-up, the others stay in doubt', async () => {
		const { outcomes, reads } = await run(people(200), {
			answerCreate: badGateway,
			interceptRead: (_, count) => (count >= 50 ? badGateway() : undefined),
		});
		expect(reads.length).toBeLessThan(50 + (READS + concurrency) * ATTEMPTS);
		expect(outcomes.some(isDone)).toBe(false);
		expect(descriptions(outcomes).filter((one) => /not there/.test(one))).toEqual([]);
		// Those that were found are named
		const named = descriptions(outcomes).filter((one) => /These may be it: id-\d+\./.test(one));
		expect(named.length).toBeGreaterThanOrEqual(40);
	});

	test('links cost few reads too', async () => {
		const links = Array.from({ length: 100 }, (_, at) => ({
			...{ companyId: `co-${at}`, contactId: `c-${at}` },
		}));
		const { outcomes, reads } = await run(
			links,
			{ answerCreate: badGateway, interceptRead: badGateway },
			linkContacts,
		);
		expect(reads.length).toBeLessThanOrEqual(READS * ATTEMPTS);
		for (const description of descriptions(outcomes)) expect(description).toMatch(IN_DOUBT);
	});
});

describe('while LeadLex can be read', () => {
	test('a read that fails does not stop the others', async () => {
		const { outcomes } = await run(people(30), {
			answerCreate: badGateway,
			interceptRead: (request) =>
				['p0', 'p1', 'p20'].some((name) => isAbout(request, name)) ? badGateway() : undefined,
		});
		const failed = outcomes.flatMap((outcome, at) => (isDone(outcome) ? [] : at));
		expect(failed).toEqual([0, 1, 20]);
	});

	test('reads that are refused do not stop the others', async () => {
		const { outcomes } = await run(people(30), {
			answerCreate: badGateway,
			interceptRead: ({ qs }) =>
				/^p1?\d@/.test(String(qs?.search)) ? { status: 400, body: { error: 'No' } } : undefined,
		});
		expect(outcomes.map(isDone)).toEqual(outcomes.map((_, at) => at >= 20));
	});

	test('each item gets its own record, in whatever order the reads end', async () => {
		const records = people(40);
		const { outcomes, maxInFlight } = await run(records, {
			answerCreate: badGateway,
			readTime: ({ qs }) => 100 + ((Number(/\d+/.exec(String(qs?.search))?.[0] ?? 0) * 37) % 101),
		});
		expect(outcomes).toMatchObject(records.map((json) => ({ json })));
		expect(maxInFlight()).toBe(concurrency);
	});

	test('deals are read once for all items', async () => {
		const { outcomes, reads } = await run(named(30), { answerCreate: badGateway }, createDeal);
		expect(outcomes).toMatchObject(named(30).map((json) => ({ json })));
		expect(reads.map(pathOf).filter((path) => path === '/v1/deals')).toHaveLength(1);
		expect(reads).toHaveLength(1 + 30);
	});

	test('a list without a filter is read once, also to learn the time', async () => {
		const campaigns = named(20).map(({ name }) => ({ name, list_id: 'l' }));
		const { reads } = await run(
			campaigns,
			{ interceptRead: () => ({ status: 200, body: { data: { campaigns: [] } } }) },
			createCampaign,
		);
		expect(reads).toHaveLength(1);
	});

	test('the wait budget for the rate limit ends it', async () => {
		const start = clock.now();
		const { outcomes, reads } = await run(people(100), {
			answerCreate: badGateway,
			interceptRead: () => ({ status: 429, headers: { 'retry-after': '86400' }, body: {} }),
		});
		expect(reads.length).toBeLessThanOrEqual(concurrency);
		expect(clock.now() - start).toBeLessThan(3_600_000);
		expect(descriptions(outcomes).filter((one) => /not there/.test(one))).toEqual([]);
	});

	test('a cancelled run reads nothing more', async () => {
		const stop = new AbortController();
		const { reads, outcomes } = await run(
			people(100),
			{
				answerCreate: badGateway,
				interceptRead: (_, count) => {
					if (count === 20) stop.abort('CANCELLED');
					return undefined;
				},
			},
			create,
			{ signal: stop.signal },
		);
		expect(reads.length).toBeLessThanOrEqual(20 + concurrency);
		expect(outcomes).toHaveLength(100);
		expect(descriptions(outcomes).filter((one) => /not there/.test(one))).toEqual([]);
	});
});
