/** What LeadLex only counts, or does not answer, is read: in the fewest requests, and never guessed. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { leadLex } from '../../../nodes/LeadLex/api';
import { addContacts } from '../../../nodes/LeadLex/resources/campaign/addContacts.operation';
import { linkContacts } from '../../../nodes/LeadLex/resources/company/linkContacts.operation';
import { createMany } from '../../../nodes/LeadLex/resources/contact/createMany.operation';
import { createMany as createManyDeals } from '../../../nodes/LeadLex/resources/deal/createMany.operation';
import type { Outcome } from '../../../nodes/shared/operation/outcome';
import type { Respond, SentRequest } from '../../support/runOperation';
import { runOperation } from '../../support/runOperation';

const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });
const ok = (data: unknown, meta?: IDataObject) => ({
	status: 200,
	body: { data, meta } as IDataObject,
});
const pathOf = ({ method, url }: SentRequest) => `${method} ${new URL(url).pathname}`;
const endOf = (outcome?: Outcome) => {
	if (!outcome) return 'not sent';
	if ('json' in outcome) return outcome.json;
	return outcome.failure.inDoubt ?? outcome.failure.message;
};

describe('Link Contacts', () => {
	const links = (...ids: string[]) => ids.map((contactId) => ({ companyId: 'co', contactId }));
	/** LeadLex counts `updated` links, and its list of the company shows these contacts. */
	const company =
		(updated: number, shown: string[]): Respond =>
		({ method }) =>
			method === 'POST'
				? ok({ updated })
				: ok({ contacts: shown.map((id) => ({ id })) }, { total: shown.length });

	test('leaves in doubt what is counted as linked and not shown', async () => {
		const { outcomes } = await runOperation(
			leadLex,
			linkContacts,
			links('a', 'b', 'c', 'd'),
			company(3, ['a']),
		);
		expect(outcomes.map(endOf)).toEqual([
			{ company_id: 'co', contact_id: 'a', linked: true },
			...['mayRetry', 'mayRetry', 'mayRetry'],
		]);
		expect(outcomes[1]).toHaveProperty(
			'failure.message',
			expect.stringContaining('it reports 3 records, and the node found 1'),
		);
	});

	test('does so too when another request of the company was lost', async () => {
		const ids = Array.from({ length: 103 }, (_, at) => `c${at}`);
		let posts = 0;
		const { outcomes } = await runOperation(leadLex, linkContacts, links(...ids), (request) => {
			// The first request is counted, the second one and its retries are lost
			if (request.method === 'POST' && posts++ > 0) throw reset();
			return company(99, ['c0'])(request);
		});
		expect(outcomes.slice(1).every((one) => endOf(one) === 'mayRetry')).toBe(true);
	});

	test('fails only the contacts that are not counted when all others are shown', async () => {
		const { outcomes } = await runOperation(
			leadLex,
			linkContacts,
			links('a', 'b', 'x', 'y'),
			company(2, ['a', 'b']),
		);
		expect(outcomes.slice(2).map(endOf)).toEqual([
			'Contact x was not linked',
			'Contact y was not linked',
		]);
	});
});

describe('a read that is answered without the record', () => {
	/** LeadLex counts one of two records, and answers each read of one with this. */
	const counting =
		(data: IDataObject): Respond =>
		({ method }) =>
			method === 'GET' ? ok(data) : ok({ updated: 1, count: 1, updated_count: 1 });

	test.each<IDataObject>([{}, { ok: true }, { contact: null }, { id: '' }])(
		'does not say which contacts are linked: %j',
		async (data) => {
			const links = ['a', 'b'].map((contactId) => ({ companyId: 'co', contactId }));
			const { outcomes } = await runOperation(leadLex, linkContacts, links, counting(data));
			expect(outcomes.map(endOf)).toEqual(['mayRetry', 'mayRetry']);
		},
	);
});

describe('Add Contacts to a campaign', () => {
	const enrol = (...ids: string[]) => ids.map((contactId) => ({ campaignId: 'ca', contactId }));
	const item = (contact_id: string, added: boolean) => ({ campaign_id: 'ca', contact_id, added });
	/** LeadLex adds `a` and counts one of the others as being in the campaign already. */
	const campaign =
		(members: string[], contacts: string[] = []): Respond =>
		(request) => {
			const path = pathOf(request);
			if (request.method === 'POST') return ok({ added: 1, skipped: 1, contact_ids: ['a'] });
			if (path.startsWith('GET /v1/contacts/')) {
				const id = path.slice('GET /v1/contacts/'.length);
				return contacts.includes(id) ? ok({ id }) : { status: 404, body: {} };
			}
			const rows = members.map((contact_id) => ({ contact_id }));
			return ok({ contacts: rows }, { total: members.length });
		};

	test('reads which of the others are in the campaign', async () => {
		const { outcomes, sent } = await runOperation(
			leadLex,
			addContacts,
			enrol('a', 'in', 'nobody'),
			campaign(['a', 'in']),
		);
		expect(outcomes.map(endOf)).toEqual([
			item('a', true),
			item('in', false),
			'Contact nobody was not added',
		]);
		expect(sent.map(pathOf)).toEqual([
			'POST /v1/campaigns/ca/contacts',
			'GET /v1/campaigns/ca/contacts',
		]);
	});

	test('sends them again after a success that does not say which were added', async () => {
		let requests = 0;
		const { outcomes, sent } = await runOperation(leadLex, addContacts, enrol('a', 'b'), () =>
			++requests < 3 ? { status: 204, body: {} } : ok({ added: 0, skipped: 2, contact_ids: [] }),
		);
		expect(outcomes.map(endOf)).toEqual([item('a', false), item('b', false)]);
		expect(sent).toHaveLength(3);
	});

	test('leaves them in doubt when reading contradicts the count', async () => {
		const { outcomes } = await runOperation(
			leadLex,
			addContacts,
			enrol('a', 'x', 'y'),
			campaign(['a']),
		);
		expect(outcomes.map(endOf)).toEqual([item('a', true), 'mayRetry', 'mayRetry']);
	});

	test('leaves them in doubt when reading fails', async () => {
		const { outcomes } = await runOperation(leadLex, addContacts, enrol('a', 'x', 'y'), (one) =>
			one.method === 'POST' ? campaign([])(one) : { status: 403, body: {} },
		);
		expect(outcomes.map(endOf)).toEqual([item('a', true), 'mayRetry', 'mayRetry']);
	});

	test('reads nothing when none of the others is in the campaign', async () => {
		const { outcomes, sent } = await runOperation(leadLex, addContacts, enrol('a', 'x'), () =>
			ok({ added: 1, skipped: 0, contact_ids: ['a'] }),
		);
		expect(outcomes.map(endOf)).toEqual([item('a', true), 'Contact x was not added']);
		expect(sent).toHaveLength(1);
	});
});

describe('Create Many without a response', () => {
	const people = ['ann', 'bob', 'eve'].map((name) => ({
		full_name: name,
		email: `${name}@example.com`,
	}));
	const lost =
		(rows: IDataObject[]): Respond =>
		({ method }) => {
			if (method === 'POST') throw reset();
			return ok({ contacts: rows, deals: rows }, { total: rows.length });
		};

	test('finds its contacts by email in one list of those that were created since', async () => {
		const rows = people
			.slice(0, 2)
			.map((one, at) => ({ id: `${at}`, email: one.email.toUpperCase() }));
		const { outcomes, sent } = await runOperation(leadLex, createMany, people, lost(rows));
		expect(outcomes.map(endOf)).toEqual([...rows, 'doNotRetry']);
		expect(outcomes[2]).toHaveProperty(
			'failure.description',
			expect.stringMatching(/may have processed this.* It was not there \d+ s later\.$/),
		);
		// The response to the first read tells the time
		expect(sent.map(pathOf)).toEqual([
			'POST /v1/contacts/bulk',
			...['GET /v1/contacts', 'GET /v1/contacts'],
		]);
		expect(sent[2].qs).toMatchObject({ created_after: expect.stringMatching(/^\d{4}-/) });
	});

	test('leaves contacts in doubt that share an email, and names what was found', async () => {
		const rows = [
			{ id: '1', email: 'ann@example.com' },
			{ id: '2', email: 'ann@example.com' },
		];
		const { outcomes } = await runOperation(
			leadLex,
			createMany,
			[people[0], people[0], people[1]],
			lost(rows),
		);
		expect(outcomes.map(endOf)).toEqual(Array(3).fill('doNotRetry'));
		expect(outcomes[0]).toHaveProperty(
			'failure.description',
			expect.stringContaining('These may be it: 1, 2.'),
		);
	});

	test('reads nothing for contacts without an email', async () => {
		const { outcomes, sent } = await runOperation(
			leadLex,
			createMany,
			[{ full_name: 'Ann' }],
			lost([]),
		);
		expect(outcomes.map(endOf)).toEqual(['doNotRetry']);
		expect(sent).toHaveLength(1);
	});

	test('finds its deals by name', async () => {
		const deals = ['Acme', 'Beta '].map((name) => ({ name }));
		const rows = [
			{ id: 'a', name: 'Acme' },
			{ id: 'b', name: 'beta' },
		];
		const { outcomes } = await runOperation(leadLex, createManyDeals, deals as never[], lost(rows));
		expect(outcomes.map(endOf)).toEqual([rows[0], 'doNotRetry']);
		expect(outcomes[1]).toHaveProperty(
			'failure.description',
			expect.stringContaining('These may be it: b.'),
		);
	});
});

test('contacts that a response of Create Many does not show are looked up too', async () => {
	const people = ['ann', 'bob'].map((name) => ({ full_name: name, email: `${name}@example.com` }));
	const [ann, bob] = people.map(({ email }, at) => ({ id: `${at}`, email }));
	const { outcomes } = await runOperation(leadLex, createMany, people, ({ method }) =>
		method === 'POST'
			? ok({ created: 2, contacts: [ann] })
			: ok({ contacts: [ann, bob] }, { total: 2 }),
	);
	expect(outcomes.map(endOf)).toEqual([ann, bob]);
});
