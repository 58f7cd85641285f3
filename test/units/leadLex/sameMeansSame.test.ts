/** What LeadLex answers in another form than it was asked in: UUIDs in capitals, accents as characters of their own. */
import { describe, expect, test } from '@jest/globals';

import { bulkDeleteOutcomes } from '../../../nodes/LeadLex/api/bulkDelete';
import { textKey } from '../../../nodes/LeadLex/api/lookUpInList';
import { addContactsOutcomes as campaignOutcomes } from '../../../nodes/LeadLex/resources/campaign/addContacts.request';
import { findLinked } from '../../../nodes/LeadLex/resources/company/linkContacts.lookUp';
import { createManyOutcomes } from '../../../nodes/LeadLex/resources/contact/createMany.outcomes';
import { findContactsByEmail } from '../../../nodes/LeadLex/resources/contact/findByEmail';
import { dealKey, isSameName } from '../../../nodes/LeadLex/resources/deal/create.lookUp';
import { findUpdated } from '../../../nodes/LeadLex/resources/deal/updateMany.lookUp';
import { addContactsOutcomes as listOutcomes } from '../../../nodes/LeadLex/resources/list/addContacts.request';
import { revealMany } from '../../../nodes/LeadLex/resources/prospect/revealMany.operation';
import { saveOutcomes } from '../../../nodes/LeadLex/resources/prospect/save.outcomes';
import { runStepsOrThrow } from '../../../nodes/shared/http/runSteps';
import type { Send } from '../../../nodes/shared/http/sender';
import type { Steps } from '../../../nodes/shared/operation/request';

const UUID = 'c1b2a3d4-e5f6-7890-abcd-ef1234567890';
const CAPITALS = UUID.toUpperCase();
const OTHER = 'c1b2a3d4-e5f6-7890-abcd-ef1234567891';
const NFC = 'Jo\u00e3o';
const NFD = 'Joa\u0303o';

const answering =
	(data: object): Send =>
	() =>
		Promise.resolve({ body: { data, meta: { total: 1 } } } as never);
const run = <T>(steps: () => Steps<T>, data: object) => runStepsOrThrow(steps, answering(data));

describe('UUIDs', () => {
	test('Campaign > Add Contacts', () => {
		const records = [{ campaignId: OTHER, contactId: CAPITALS }];
		const [outcome] = campaignOutcomes({ data: { contact_ids: [UUID] } }, records);
		expect(outcome).toMatchObject({ json: { contact_id: CAPITALS, added: true } });
	});

	test('List > Add Contacts', () => {
		const records = [{ listId: OTHER, contactId: CAPITALS }];
		const [outcome] = listOutcomes({ data: { added: 0 }, invalid_ids: [UUID] }, records);
		expect(outcome).toHaveProperty('failure');
	});

	test.each(['contact', 'deal'] as const)('Delete Many of a %s', (kind) => {
		const errors = [{ [`${kind}_id`]: UUID, code: 'in_use' }];
		const data = { deleted_count: 0, not_found_count: 0, errors };
		const [outcome] = bulkDeleteOutcomes(kind)({ data }, [{ id: CAPITALS }]);
		expect(outcome).toMatchObject({ failure: { message: 'in_use' } });
	});

	test('Prospect > Reveal Many', () => {
		const body = { data: { results: [{ member_id: UUID, email: 'a@b.example' }] } };
		expect(revealMany.outcomes(body, [{ member_id: CAPITALS }])).toMatchObject([
			{ json: { email: 'a@b.example' } },
		]);
	});

	test('Company > Link Contacts', async () => {
		const confirmed: string[] = [];
		const links = [CAPITALS, OTHER, 'a'].map((contactId) => ({ companyId: UUID, contactId }));
		await run(() => findLinked(links, undefined, ({ contactId }) => confirmed.push(contactId)), {
			contacts: [{ id: UUID }],
			related_company_id: CAPITALS,
		});
		expect(confirmed).toEqual([CAPITALS]);
	});

	test('Deal > Update Many', async () => {
		const deals = [CAPITALS, OTHER].map((id) => ({ id, changes: {}, group: '' }));
		const confirmed: string[] = [];
		await run(() => findUpdated(deals, 1, ({ id }) => confirmed.push(id)), {
			deals: [{ id: UUID }],
		});
		expect(confirmed).toEqual([CAPITALS]);
	});

	test('keys of look-ups', () => {
		expect(textKey('Title', CAPITALS)).toBe(textKey('Title', UUID));
	});
});

describe('names', () => {
	test('keys of look-ups', () => {
		expect(textKey(NFD)).toBe(textKey(` ${NFC} `));
	});

	test('Deal > Create in doubt', () => {
		expect(dealKey({ name: NFD })).toBe(dealKey({ name: NFC }));
		expect(isSameName({ name: NFC }, { name: NFD })).toBe(true);
	});

	test('Contact > Create Many', () => {
		const data = { created: 1, contacts: [{ id: '1', full_name: NFC }] };
		expect(createManyOutcomes({ data }, [{ full_name: NFD }])).toMatchObject([
			{ json: { id: '1' } },
		]);
	});

	test('Prospect > Save', () => {
		const data = { created: 1, contacts: [{ id: '1', full_name: NFC }] };
		expect(saveOutcomes({ data }, [{ name: NFD }])).toMatchObject([{ json: { id: '1' } }]);
	});
});

describe('emails', () => {
	const SENT = 'Jane@xn--mnchen-3ya.example';
	const STORED = 'jane@m\u00fcnchen.example';

	test('Contact > Create or Update', async () => {
		const contacts = [{ id: '1', email: STORED }];
		expect(await run(() => findContactsByEmail(SENT), { contacts })).toHaveLength(1);
	});

	test('Contact > Create Many and Prospect > Save', () => {
		const data = { created: 1, contacts: [{ id: '1', email: STORED }] };
		const created = createManyOutcomes({ data }, [{ full_name: 'Jane', email: SENT }]);
		expect(created).toMatchObject([{ json: { id: '1' } }]);
		expect(saveOutcomes({ data }, [{ name: 'Jane', email: SENT }])).toMatchObject([
			{ json: { id: '1' } },
		]);
	});
});
