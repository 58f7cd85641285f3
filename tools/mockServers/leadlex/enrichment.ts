/** Enrichment of contacts. The calls beside it answer with the vendor's example. */
import type { MockResponse, Call, Handler } from '../server/types';
import { find, ok } from './responses';
import { changeContact } from './contactRecords';
import type { LeadLexContact, LeadLexState } from './types';

export const enrichmentHandlers: Record<string, Handler<LeadLexState>> = { enrichContact };

const KNOWN: Partial<LeadLexContact> = {
	job_title: 'General Counsel',
	linkedin_url: 'https://linkedin.com/in/janedoe',
};

/** Fills in what is empty. */
function enrichContact({ body }: Call, state: LeadLexState): MockResponse {
	const contact = find(state.contacts, (body as { contact_id: string }).contact_id, 'Contact');
	const found = Object.entries(KNOWN).filter(([field]) => !contact[field as keyof typeof KNOWN]);
	changeContact(contact, Object.fromEntries(found), state);
	const { company, ...shown } = contact;
	return ok({
		contact: { ...shown, company_name: company },
		fields_updated: found.map(([field]) => field),
		source: 'vendor_a',
		confidence: 0.91,
		credits_remaining: 4871,
	});
}
