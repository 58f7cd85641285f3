import { describe, expect, test } from '@jest/globals';

import { linkContacts } from '../../../nodes/LeadLex/resources/company/linkContacts.operation';
import type { ApiRequest } from '../../../nodes/shared/operation/request';
import type { Job } from '../../../nodes/shared/run/plan';
import { plan } from '../../../nodes/shared/run/plan';
import { linkContact } from '../../../nodes/Voxworks/resources/object/linkContact.operation';

const links = (
	count: number,
	companyOf: (index: number) => string,
	contactOf = (index: number) => `c${index}`,
) =>
	Array.from({ length: count }, (_, index) => ({
		itemIndex: index,
		params: { companyId: companyOf(index), contactId: contactOf(index) },
	}));

/** Returns the request of a job that sends one. */
const requestOf = ({ steps }: Job<never>): ApiRequest => {
	const { value } = steps().next();
	return (value as ApiRequest[])[0];
};
const sizes = (jobs: Array<Job<never>>) =>
	jobs.map((job) => [requestOf(job).path, job.records.length]);

describe('plan', () => {
	test('makes one request for each item of an operation without batches', () => {
		const tasks = [1, 2, 3].map((itemIndex) => ({
			itemIndex,
			params: { objectId: 'o', body: { contact_id: `c${itemIndex}` } },
		}));
		const jobs = plan(linkContact, tasks);
		expect(jobs.map(({ tasks: settled }) => settled)).toEqual(tasks.map((task) => [[task]]));
		expect(jobs.map((job) => requestOf(job as Job<never>).body)).toEqual(
			tasks.map(({ params }) => params.body),
		);
	});

	test('groups interleaved items by target and fills each request up to its maximum', () => {
		const jobs = plan(
			linkContacts,
			links(250, (index) => (index % 5 < 3 ? 'a' : 'b')),
		);
		expect(sizes(jobs as Array<Job<never>>)).toEqual([
			['/v1/companies/a/contacts/link', 100],
			['/v1/companies/a/contacts/link', 50],
			['/v1/companies/b/contacts/link', 100],
		]);
	});

	test('does not merge equal records without an ID', () => {
		const { batch, ...rest } = linkContacts;
		const operation = { ...rest, batch: { ...batch, recordId: undefined } };
		const jobs = plan(
			operation,
			links(
				150,
				() => 'a',
				() => 'same',
			),
		);
		expect(jobs.map(({ records }) => records.length)).toEqual([100, 50]);
	});

	test('sends a record of several items once and settles all of them', () => {
		const jobs = plan(
			linkContacts,
			links(
				202,
				() => 'a',
				(index) => `c${index % 101}`,
			),
		);
		expect(sizes(jobs as Array<Job<never>>)).toEqual([
			['/v1/companies/a/contacts/link', 100],
			['/v1/companies/a/contacts/link', 1],
		]);
		expect(jobs[1].tasks[0].map(({ itemIndex }) => itemIndex)).toEqual([100, 201]);
	});

	test('does not merge the same contact of two companies', () => {
		const jobs = plan(
			linkContacts,
			links(
				2,
				(index) => `co${index}`,
				() => 'same',
			),
		);
		expect(sizes(jobs as Array<Job<never>>)).toEqual([
			['/v1/companies/co0/contacts/link', 1],
			['/v1/companies/co1/contacts/link', 1],
		]);
	});
});
