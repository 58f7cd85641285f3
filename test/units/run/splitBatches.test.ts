import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { leadLex } from '../../../nodes/LeadLex/api';
import { createMany } from '../../../nodes/LeadLex/resources/contact/createMany.operation';
import { deleteMany } from '../../../nodes/LeadLex/resources/contact/deleteMany.operation';
import { addContacts } from '../../../nodes/LeadLex/resources/list/addContacts.operation';
import type { Respond, SentRequest } from '../../support/runOperation';
import { runOperation } from '../../support/runOperation';

interface Contact {
	full_name: string;
	email?: string;
}

const people = (count: number, bad: number[]) =>
	Array.from({ length: count }, (_, at) => ({
		full_name: bad.includes(at) ? 'bad' : `Person ${at}`,
	}));
const contactsIn = ({ body }: SentRequest) => (body?.contacts ?? []) as Contact[];
const namesIn = (request: SentRequest) => contactsIn(request).map(({ full_name }) => full_name);
const refusal = (message = 'Bad name') => ({
	status: 400,
	body: { error: { code: 'validation_error', message } },
});

/** Creates contacts, unless one of them is bad. */
const create: Respond = (request) => {
	const names = namesIn(request);
	if (names.includes('bad')) return refusal(`contacts[${names.indexOf('bad')}] is not valid`);
	const contacts = contactsIn(request).map((contact) => ({
		...contact,
		id: `id of ${contact.full_name}`,
	}));
	return { status: 200, body: { data: { created: contacts.length, contacts } } };
};

describe('a batch of 500 of which one record is refused', () => {
	test('fails that record alone, with a logarithm of requests and words about this item', async () => {
		const { sent, outcomes, written } = await runOperation(
			leadLex,
			createMany,
			people(500, [499]),
			create,
		);
		expect(sent.length).toBeLessThanOrEqual(19);
		expect(written).toBe(499);
		expect(outcomes.flatMap((one) => (one && 'json' in one ? [] : one))).toEqual([
			{
				failure: expect.objectContaining({
					message: 'contacts[0] is not valid',
					description: expect.stringMatching(
						/^Nothing was written\. Correct the values of this item/,
					),
				}),
			},
		]);
	});

	test('writes what comes before it and nothing else if the node stops at failures', async () => {
		const records = people(500, [123]);
		const run = await runOperation(leadLex, createMany, records, create, { stopAtFailure: true });
		expect(run.written).toBe(123);
		expect(run.outcomes[123]).toHaveProperty('failure.message', 'contacts[0] is not valid');
		expect(run.outcomes.slice(124).every((outcome) => outcome === undefined)).toBe(true);
	});

	test('is sent again without those that were written on Retry On Fail', async () => {
		const records = people(8, [5]);
		const items: INodeExecutionData[] = records.map(() => ({ json: {} }));
		await runOperation(leadLex, createMany, records, create, { items });
		const again = await runOperation(leadLex, createMany, records, create, { items });
		expect(again.sent.map(namesIn)).toEqual([['bad']]);
		expect(again.written).toBe(7);
	});
});

test('each half of a batch has its own Idempotency-Key', async () => {
	const ids = ['a', 'bad', 'c', 'd'].map((id) => ({ id }));
	const { sent } = await runOperation(leadLex, deleteMany, ids, ({ body }) => {
		const all = body?.contact_ids as string[];
		if (all.includes('bad')) return refusal();
		return { status: 200, body: { data: { deleted_count: all.length, not_found_count: 0 } } };
	});
	expect(sent.map(({ body }) => body?.contact_ids)).toEqual(
		expect.arrayContaining([['a', 'bad', 'c', 'd'], ['a', 'bad'], ['c', 'd'], ['a'], ['bad']]),
	);
	const keys = sent.map(({ headers }) => headers['Idempotency-Key']);
	expect(new Set(keys).size).toBe(5);
});

test('a half in doubt is not split, and the other half is sent', async () => {
	const { sent, outcomes } = await runOperation(leadLex, createMany, people(4, [3]), (request) => {
		if (namesIn(request).length === 2 && namesIn(request)[0] === 'Person 0') {
			throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
		}
		return create(request);
	});
	expect(sent.map(namesIn)).not.toContainEqual(['Person 0']);
	expect(outcomes.map((outcome) => outcome && 'json' in outcome)).toEqual([
		...[false, false, true, false],
	]);
	expect(outcomes[0]).toHaveProperty('failure.inDoubt', 'doNotRetry');
});

test('a half that was not sent because the other one is in doubt is sent once that is resolved', async () => {
	const records = people(4, []).map((person, at) => ({ ...person, email: `${at}@example.com` }));
	let rows: IDataObject[] = [];
	const respond: Respond = (request) => {
		const names = namesIn(request);
		if (names.length === 4) return refusal();
		if (request.method === 'GET') return { status: 200, body: { data: { contacts: rows } } };
		if (!names.includes('Person 0')) return create(request);
		rows = records.slice(0, 2).map((person, at) => ({ ...person, id: `found ${at}` }));
		throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
	};
	const { outcomes } = await runOperation(leadLex, createMany, records, respond, {
		stopAtFailure: true,
	});
	const ids = outcomes.map((outcome) => outcome && 'json' in outcome && outcome.json);
	expect(ids).toMatchObject([
		{ id: 'found 0' },
		{ id: 'found 1' },
		{ id: 'id of Person 2' },
		{ id: 'id of Person 3' },
	]);
});

test('contacts that LeadLex names as invalid need no further request', async () => {
	const members = ['a', 'b', 'c'].map((contactId) => ({ listId: 'l', contactId }));
	const details = { invalid_ids: ['a', 'b', 'c'] };
	const { sent, outcomes } = await runOperation(leadLex, addContacts, members, () => ({
		status: 400,
		body: { error: { code: 'validation_error', message: 'No', details } },
	}));
	expect(sent).toHaveLength(1);
	expect(outcomes[1]).toHaveProperty('failure.message', 'Contact b was not added');
});

test.each(['a', { a: true }, 5, [null, { id: 'a' }], null])(
	'a refusal that names invalid contacts as %p splits the batch like any other',
	async (invalid_ids) => {
		const members = ['a', 'b'].map((contactId) => ({ listId: 'l', contactId }));
		const error = {
			code: 'validation_error',
			message: 'No such contact',
			details: { invalid_ids },
		};
		const { outcomes } = await runOperation(leadLex, addContacts, members, ({ body }) =>
			JSON.stringify(body).includes('"a"')
				? { status: 400, body: { error } }
				: { status: 200, body: { data: { added: 1 } } },
		);
		expect(outcomes).toMatchObject([
			{ failure: { message: expect.stringContaining('No such contact') } },
			{ json: { contact_id: 'b', in_list: true } },
		]);
	},
);
