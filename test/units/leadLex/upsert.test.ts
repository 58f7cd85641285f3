import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { leadLex } from '../../../nodes/LeadLex/api';
import { upsert } from '../../../nodes/LeadLex/resources/contact/upsert.operation';
import type { Respond } from '../../support/runOperation';
import { runOperation } from '../../support/runOperation';

const EMAIL = 'ann@example.com';
const items = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		email: at % 2 ? EMAIL.toUpperCase() : EMAIL,
		values: { job_title: `Title ${at}` },
		onlyNew: {},
	}));

/** LeadLex loses its first response to a create, and lists the contact only from the given search on. */
function losesFirstCreate(listedFrom: number): Respond {
	let searches = 0;
	let creates = 0;
	const contact: IDataObject = { id: 'c1', email: EMAIL };
	return ({ method, url }) => {
		if (method === 'POST' && creates++ === 0) {
			throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
		}
		if (method === 'POST') return { status: 200, body: { data: { id: `c${creates}` } } };
		if (method === 'PATCH' || !url.endsWith('/v1/contacts')) {
			return { status: 200, body: { data: contact } };
		}
		const contacts = ++searches >= listedFrom ? [contact] : [];
		return { status: 200, body: { data: { contacts }, meta: { total: contacts.length } } };
	};
}

const count = (sent: Array<{ method: string }>, method: string) =>
	sent.filter((request) => request.method === method).length;

describe('Create or Update after an item of the same email that is in doubt', () => {
	test('leaves the items behind it in doubt instead of creating a second contact', async () => {
		const run = await runOperation(leadLex, upsert, items(3), losesFirstCreate(Infinity));
		expect(count(run.sent, 'POST')).toBe(1);
		expect(run.outcomes.map((one) => one && 'failure' in one && one.failure.inDoubt)).toEqual([
			...['doNotRetry', 'mayRetry', 'mayRetry'],
		]);
		expect(run.outcomes[1]).toHaveProperty(
			'failure.message',
			'An item before this one may have created the contact',
		);
	});

	test('looks again, and updates the contact once it is listed', async () => {
		// The first two searches are those of the first item, before and after its create
		const run = await runOperation(leadLex, upsert, items(3), losesFirstCreate(3));
		expect(count(run.sent, 'POST')).toBe(1);
		expect(run.outcomes[1]).toMatchObject({ json: { id: 'c1', created: false } });
		expect(run.outcomes[2]).toMatchObject({ json: { id: 'c1', created: false } });
	});

	test.each([
		['creates no second contact', Infinity, [undefined, undefined]],
		['finds the contact when it is listed by then', 4, [undefined, 'c1']],
	])('%s in the next attempt of Retry On Fail', async (_, listedFrom, ids) => {
		const attempts: INodeExecutionData[] = [{ json: {} }, { json: {} }];
		const respond = losesFirstCreate(listedFrom);
		await runOperation(leadLex, upsert, items(2), respond, { items: attempts });
		const again = await runOperation(leadLex, upsert, items(2), respond, { items: attempts });
		expect(count(again.sent, 'POST')).toBe(0);
		expect(
			again.outcomes.map((one) => one && 'json' in one && (one.json as IDataObject).id),
		).toEqual(ids.map((id) => id ?? false));
	});
});
