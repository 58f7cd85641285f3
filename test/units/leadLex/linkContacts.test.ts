import { describe, expect, test } from '@jest/globals';

import { findLinked } from '../../../nodes/LeadLex/resources/company/linkContacts.lookUp';
import type { ApiRequest } from '../../../nodes/shared/operation/request';
import { runStepsOrThrow } from '../../../nodes/shared/http/runSteps';
import type { Send } from '../../../nodes/shared/http/sender';

/** A company of `others` contacts before the linked ones, as the API would list and read it. */
function company(others: number, linked: string[], { total = true } = {}) {
	const contacts = [...Array.from({ length: others }, (_, at) => `other-${at}`), ...linked];
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

/** What is confirmed, by contact. */
async function confirmed(all: ReturnType<typeof links>, count: number | undefined, send: Send) {
	const contactIds: string[] = [];
	await runStepsOrThrow(
		() => findLinked(all, count, ({ contactId }) => contactIds.push(contactId)),
		send,
	);
	return contactIds;
}

const ids = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const links = (contactIds: string[]) =>
	contactIds.map((contactId) => ({ companyId: 'co', contactId }));

describe.each([
	['one page tells', 0, 97, 3, 1],
	['two pages', 60, 97, 3, 2],
	['one contact of two is read', 0, 1, 1, 1],
	['three contacts at a large company are read one by one', 5000, 1, 2, 3],
	['a hundred contacts at a large company', 1000, 98, 2, 11],
])('%s', (_, others, linkedCount, missingCount, mostReads) => {
	test.each([true, false])('with a total: %p', async (total) => {
		const linked = ids('in', linkedCount);
		const all = links([...ids('out', missingCount), ...linked]);
		const { send, reads } = company(others, linked, { total });
		const found = await confirmed(all, linkedCount, send);
		expect(found.sort()).toEqual([...linked].sort());
		if (total) expect(reads.length).toBeLessThanOrEqual(mostReads);
	});
});

test('does not need a count', async () => {
	const { send } = company(10, ['a', 'c', 'd']);
	expect(await confirmed(links(['a', 'b', 'c', 'd']), undefined, send)).toEqual(['a', 'c', 'd']);
});

test('reads nothing more once the count tells the rest', async () => {
	const { send, reads } = company(0, ['a']);
	await confirmed(links(['a', 'b']), 1, send);
	expect(reads).toEqual(['/v1/contacts/a']);
});
