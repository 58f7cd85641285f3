import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { leadLex } from '../../../nodes/LeadLex/api';
import { isChanged } from '../../../nodes/LeadLex/resources/contact/upsertMany.changes';
import { upsertMany } from '../../../nodes/LeadLex/resources/contact/upsertMany.operation';
import type { Respond, SentRequest } from '../../support/runOperation';
import { runOperation } from '../../support/runOperation';

interface Person {
	email: string;
	full_name?: string;
	job_title?: string;
	company?: string;
	tags?: string[];
	priority?: 'high';
}

const upsertOf = ({ email, tags, priority, ...values }: Person) => ({
	email,
	values,
	onlyNew: { ...(tags && { tags }), ...(priority && { priority }) },
});
const named = (index: number, person: Partial<Person> = {}): Person => ({
	email: `p${index}@example.com`,
	full_name: `Person ${index}`,
	...person,
});
const range = <T>(count: number, make: (index: number) => T) =>
	Array.from({ length: count }, (_, index) => make(index));

/** A LeadLex that lists, searches, creates and updates contacts. */
class FakeLeadLex {
	readonly contacts = new Map<string, IDataObject>();

	constructor(people: Person[]) {
		for (const person of people) this.add({ ...person });
	}

	/** Contacts with this email. */
	withEmail(email: string): IDataObject[] {
		return [...this.contacts.values()].filter((contact) => contact.email === email);
	}

	readonly respond: Respond = ({ method, url, body = {}, ...request }) => {
		const path = new URL(url).pathname;
		const { qs = {} } = request as { qs?: IDataObject };
		if (method === 'PATCH') {
			const contact = this.contacts.get(String(path.split('/').at(-1))) ?? {};
			Object.assign(contact, body);
			return { status: 200, body: { data: contact } };
		}
		if (path.endsWith('/bulk')) {
			const created = (body.contacts as IDataObject[]).map((contact) => this.add(contact));
			const contacts = created.map(({ id, full_name, email }) => ({ id, full_name, email }));
			return { status: 200, body: { data: { created: contacts.length, contacts } } };
		}
		if (method === 'POST') return { status: 200, body: { data: this.add(body) } };
		if (!path.endsWith('/contacts')) {
			return { status: 200, body: { data: this.contacts.get(String(path.split('/').at(-1))) } };
		}
		const matches = [...this.contacts.values()].filter(({ email }) =>
			String(email)
				.toLowerCase()
				.includes(String(qs.search ?? '').toLowerCase()),
		);
		const page = Number(qs.page);
		const contacts = matches.slice((page - 1) * 100, page * 100);
		return { status: 200, body: { data: { contacts }, meta: { total: matches.length } } };
	};

	private add({ company, ...contact }: IDataObject): IDataObject {
		const id = `c${this.contacts.size}`;
		const added = { id, ...contact, company_name: company };
		this.contacts.set(id, added);
		return added;
	}
}

const pathOf = ({ method, url }: SentRequest) => `${method} ${new URL(url).pathname}`;
const searches = (sent: SentRequest[]) =>
	sent.filter((request) => (request as { qs?: IDataObject }).qs?.search !== undefined).length;
const count = (sent: SentRequest[], what: string) =>
	sent.filter((request) => pathOf(request).includes(what)).length;

async function upsert(
	server: FakeLeadLex,
	people: Person[],
	settings: Parameters<typeof runOperation>[4] = {},
	respond: Respond = server.respond,
) {
	return await runOperation(leadLex, upsertMany, people.map(upsertOf), respond, settings);
}
const jsonsOf = (outcomes: Array<object | undefined>) =>
	outcomes.map((outcome) => (outcome as { json?: IDataObject } | undefined)?.json);
const failuresOf = (outcomes: Array<object | undefined>) =>
	outcomes.map((outcome) => (outcome as { failure?: { message: string } } | undefined)?.failure);

const lost = (): never => {
	throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
};

describe('the number of requests', () => {
	test('is that of the pages, one batch and the changes', async () => {
		const server = new FakeLeadLex(range(400, (index) => named(index)));
		const people = range(250, (index) => {
			const person = index % 200;
			if (person >= 100) return named(1000 + person, { job_title: 'GC' });
			return named(person, person < 60 ? { job_title: 'GC' } : {});
		});
		const { sent, outcomes, written } = await upsert(server, people);
		expect(sent.length).toBe(4 + 1 + 60);
		expect(written).toBe(160);
		expect(server.contacts.size).toBe(500);
		expect(jsonsOf(outcomes).map((json) => json?.created)).toEqual(
			range(250, (index) => index >= 100 && index < 200),
		);
		for (const [index, json] of jsonsOf(outcomes).entries()) {
			expect(json).toMatchObject({ email: people[index].email, id: expect.any(String) });
		}
	});

	test('is one search for each email in a large workspace', async () => {
		const server = new FakeLeadLex(range(50_000, (index) => named(index)));
		const few = await upsert(
			server,
			range(3, (index) => named(index)),
		);
		expect(few.sent.map(pathOf)).toEqual(range(3, () => 'GET /v1/contacts'));
		expect(searches(few.sent)).toBe(3);
		// The first page of the list says that searches are fewer
		const more = await upsert(
			server,
			range(20, (index) => named(index)),
		);
		expect(more.sent).toHaveLength(21);
		expect(searches(more.sent)).toBe(20);
	});

	test('is one for 500 new contacts, of which those with other fields are created singly', async () => {
		const server = new FakeLeadLex([]);
		const people = range(600, (index) => named(index, index === 7 ? { priority: 'high' } : {}));
		const nameless = { email: 'nameless@example.com' };
		const { sent } = await upsert(server, [...people, nameless]);
		expect(count(sent, 'POST /v1/contacts/bulk')).toBe(2);
		expect(count(sent, 'POST')).toBe(4);
		expect(server.contacts.size).toBe(601);
	});
});

describe('items of one email', () => {
	test('see what the item before them wrote', async () => {
		const server = new FakeLeadLex([]);
		const titles = ['GC', 'GC', 'CLO', 'GC'];
		const people = titles.map((job_title, index) =>
			named(1, { job_title, email: index % 2 ? 'P1@Example.com' : 'p1@example.com' }),
		);
		const { sent, outcomes } = await upsert(server, people);
		expect(sent.map(pathOf)).toEqual([
			'GET /v1/contacts',
			'POST /v1/contacts/bulk',
			...['PATCH /v1/contacts/c0', 'PATCH /v1/contacts/c0'],
		]);
		expect(jsonsOf(outcomes).map((json) => json?.job_title)).toEqual(titles);
		expect(server.withEmail('p1@example.com')).toEqual([
			expect.objectContaining({ job_title: 'GC' }),
		]);
	});

	test('are created after one whose values were refused', async () => {
		const server = new FakeLeadLex([]);
		const respond: Respond = (request) =>
			JSON.stringify(request.body ?? {}).includes('bad')
				? { status: 400, body: { error: { message: 'Bad title' } } }
				: server.respond(request);
		const people = [named(1, { job_title: 'bad' }), named(1), named(2)];
		const { outcomes } = await upsert(server, people, {}, respond);
		expect(failuresOf(outcomes)[0]).toMatchObject({ message: 'Bad title' });
		expect(jsonsOf(outcomes).map((json) => json?.created)).toEqual([undefined, true, true]);
		expect(server.contacts.size).toBe(2);
	});

	test('fail with the IDs of the contacts that share the email', async () => {
		const server = new FakeLeadLex([named(1), named(1), named(2)]);
		const { sent, outcomes } = await upsert(server, [named(1), named(2, { job_title: 'GC' })]);
		expect(failuresOf(outcomes)[0]?.message).toBe(
			'2 contacts have the email p1@example.com: c0, c1',
		);
		expect(count(sent, 'PATCH')).toBe(1);
	});
});

describe('a batch in doubt', () => {
	/** Carries out the first batch, if it is to, and loses its response. */
	const losesFirstBatch = (server: FakeLeadLex, isWritten: boolean): Respond => {
		let batches = 0;
		return (request) => {
			if (!request.url.endsWith('/bulk') || batches++ > 0) return server.respond(request);
			if (isWritten) void server.respond(request);
			return lost();
		};
	};
	const people = [named(1), named(2), named(1, { job_title: 'GC' })];

	test('is looked up, and the run continues', async () => {
		const server = new FakeLeadLex([]);
		const settings = { stopAtFailure: true };
		const { outcomes } = await upsert(server, people, settings, losesFirstBatch(server, true));
		expect(jsonsOf(outcomes)).toMatchObject([
			{ created: true, email: 'p1@example.com' },
			{ created: true, email: 'p2@example.com' },
			{ created: false, email: 'p1@example.com', job_title: 'GC' },
		]);
		expect(server.contacts.size).toBe(2);
	});

	test('lets no later item create a contact, also in the next attempt of Retry On Fail', async () => {
		const server = new FakeLeadLex([]);
		const items: INodeExecutionData[] = people.map(() => ({ json: {} }));
		const respond = losesFirstBatch(server, false);
		for (let attempt = 0; attempt < 2; attempt++) {
			const { outcomes } = await upsert(server, people, { items }, respond);
			expect(failuresOf(outcomes)).toMatchObject([
				{ inDoubt: 'doNotRetry' },
				{ inDoubt: 'doNotRetry' },
				{ message: 'An item before this one may have created the contact' },
			]);
		}
		expect(server.contacts.size).toBe(0);
	});
});

describe('a read that fails', () => {
	const failing =
		(server: FakeLeadLex, fails: (request: SentRequest) => boolean): Respond =>
		(request) =>
			fails(request) ? { status: 403, body: {} } : server.respond(request);
	const isSearchFor = (email: string) => (request: SentRequest) =>
		(request as { qs?: IDataObject }).qs?.search === email;

	test('fails the items of its email alone', async () => {
		const server = new FakeLeadLex([]);
		const respond = failing(server, isSearchFor('p1@example.com'));
		const { outcomes } = await upsert(
			server,
			range(3, (index) => named(index)),
			{},
			respond,
		);
		expect(jsonsOf(outcomes).map((json) => json?.created)).toEqual([true, undefined, true]);
	});

	test('stops the node before anything is written', async () => {
		const server = new FakeLeadLex([]);
		const people = range(3, (index) => named(index));
		const respond = failing(server, isSearchFor('p1@example.com'));
		await upsert(server, people, { stopAtFailure: true }, respond);
		expect(server.contacts.size).toBe(0);
		const many = range(9, (index) => named(index));
		const list = await upsert(
			server,
			many,
			{ stopAtFailure: true },
			failing(server, () => true),
		);
		expect(list.sent).toHaveLength(1);
		expect(failuresOf(list.outcomes)[0]).toMatchObject({ httpCode: '403' });
	});
});

describe('a change', () => {
	const shown = {
		full_name: 'Hans Mu\u0308ller',
		company_name: 'Acme',
		job_title: 'GC ',
		phone: null,
	};
	test.each([
		[{}, false],
		[{ full_name: 'Hans M\u00fcller', job_title: 'GC', company_name: 'Acme' }, false],
		[{ full_name: 'M\u00fcller, Hans' }, false],
		[{ full_name: 'M\u00fcller Hans' }, true],
		[{ company_name: 'ACME' }, true],
		[{ phone: '+61491570006' }, true],
		[{ linkedin_url: 'https://linkedin.com/in/hans' }, true],
	])('%j: %p', (changes, expected) => {
		expect(isChanged(changes, shown)).toBe(expected);
	});

	test('compares the employer with either of its names', () => {
		expect(isChanged({ company_name: 'Acme' }, { company: 'Acme' })).toBe(false);
	});
});
