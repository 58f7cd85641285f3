import { describe, expect, test } from '@jest/globals';

import { linkContacts } from '../../nodes/LeadLex/resources/company/linkContacts.operation';
import { plan } from '../../nodes/shared/plan';
import { linkContact } from '../../nodes/Voxworks/resources/object/linkContact.operation';

const links = (
	count: number,
	companyOf: (at: number) => string,
	contactOf = (at: number) => `c${at}`,
) =>
	Array.from({ length: count }, (_, at) => ({
		itemIndex: at,
		params: { companyId: companyOf(at), contactId: contactOf(at) },
	}));

const sizes = (jobs: Array<{ request: { path: string; body?: object }; records: unknown[] }>) =>
	jobs.map(({ request, records }) => [request.path, records.length]);

describe('plan', () => {
	test('makes one request for each item of an operation without batches', () => {
		const tasks = [1, 2, 3].map((itemIndex) => ({
			itemIndex,
			params: { objectId: 'o', contactId: `c${itemIndex}` },
		}));
		const jobs = plan(linkContact, tasks);
		expect(jobs.map(({ tasks: settled }) => settled)).toEqual(tasks.map((task) => [[task]]));
		expect(jobs.map(({ request }) => request.body)).toEqual(
			tasks.map(({ params }) => ({ contact_id: params.contactId, metadata: undefined })),
		);
	});

	test('groups interleaved items by target, with the most records a request may hold', () => {
		const jobs = plan(
			linkContacts,
			links(250, (at) => (at % 5 < 3 ? 'a' : 'b')),
		);
		expect(sizes(jobs)).toEqual([
			['/v1/companies/a/contacts/link', 100],
			['/v1/companies/a/contacts/link', 50],
			['/v1/companies/b/contacts/link', 100],
		]);
	});

	test('sends a record that several items name once, and settles all of them', () => {
		const jobs = plan(
			linkContacts,
			links(
				202,
				() => 'a',
				(at) => `c${at % 101}`,
			),
		);
		expect(sizes(jobs)).toEqual([
			['/v1/companies/a/contacts/link', 100],
			['/v1/companies/a/contacts/link', 1],
		]);
		expect(jobs[1].tasks[0].map(({ itemIndex }) => itemIndex)).toEqual([100, 201]);
	});

	test('tells the same contact of two companies apart', () => {
		const jobs = plan(
			linkContacts,
			links(
				2,
				(at) => `co${at}`,
				() => 'same',
			),
		);
		expect(sizes(jobs)).toEqual([
			['/v1/companies/co0/contacts/link', 1],
			['/v1/companies/co1/contacts/link', 1],
		]);
	});
});
