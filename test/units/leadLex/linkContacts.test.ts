import { describe, expect, test } from '@jest/globals';

import { findLinked } from '../../../nodes/LeadLex/resources/company/linkContacts.lookUp';
import type { ApiRequest } from '../../../nodes/shared/operation/request';
import { runStepsOrThrow } from '../../../nodes/shared/http/runSteps';
import type { Send } from '../../../nodes/shared/http/sender';

/** A fake API with a company that lists `unrelated` contacts before the linked ones. */
function company(unrelated: number, linked: string[], { total = true } = {}) {
	const contacts = [...ids('unrelated-', unrelated), ...linked];
	const reads: string[] = [];
	const respond = ({ path, query }: ApiRequest) => {
		reads.push(path);
		const contactId = path.match(/^\/v1\/contacts\/(.+)$/)?.[1];
		if (contactId) {
			const related_company_id = contacts.includes(contactId) ? 'co' : null;
			return { data: { id: contactId, related_company_id } };
		}
		const { page, per_page } = query as { page: number; per_page: number };
		const rows = contacts.slice((page - 1) * per_page, page * per_page).map((id) => ({ id }));
		return {
			data: { contacts: rows },
			meta: total ? { page, per_page, total: contacts.length } : {},
		};
	};
	const send: Send = (request) => Promise.resolve({ body: respond(request) });
	return { send, reads };
}

/** Returns the IDs of the contacts whose links are confirmed. */
async function confirmedContacts(
	all: ReturnType<typeof links>,
	count: number | undefined,
	send: Send,
) {
	const contactIds: string[] = [];
	await runStepsOrThrow(
		() => findLinked(all, count, ({ contactId }) => contactIds.push(contactId)),
		send,
	);
	return contactIds;
}

const ids = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const links = (contactIds: string[]) =>
	contactIds.map((contactId) => ({ companyId: 'co', contactId }));

describe.each([
	['reads one page', 0, 97, 3, 1],
	['reads two pages', 60, 97, 3, 2],
	['reads one contact of two', 0, 1, 1, 1],
	['reads three contacts of a large company one by one', 5000, 1, 2, 3],
	['finds a hundred contacts of a large company', 1000, 98, 2, 11],
])('%s', (_, unrelated, linkedCount, missingCount, maxReads) => {
	test.each([true, false])('if the list has a total: %p', async (total) => {
		const linked = ids('in', linkedCount);
		const all = links([...ids('out', missingCount), ...linked]);
		const { send, reads } = company(unrelated, linked, { total });
		const contactIds = await confirmedContacts(all, linkedCount, send);
		expect(contactIds.sort()).toEqual([...linked].sort());
		if (total) expect(reads.length).toBeLessThanOrEqual(maxReads);
	});
});

test('works without a count', async () => {
	const { send } = company(10, ['a', 'c', 'd']);
	expect(await confirmedContacts(links(['a', 'b', 'c', 'd']), undefined, send)).toEqual([
		'a',
		'c',
		'd',
	]);
});

test('stops reading once the count decides the rest', async () => {
	const { send, reads } = company(0, ['a']);
	await confirmedContacts(links(['a', 'b']), 1, send);
	expect(reads).toEqual(['/v1/contacts/a']);
});
