/** Enrichment of contacts. The other enrichments respond with the documented example. */
import type { MockResponse, Call, Handler } from '../server/types';
import { find, ok } from './responses';
import { changeContact } from './contactRecords';
import type { LeadLexContact, LeadLexState } from './types';

export const enrichmentHandlers: Record<string, Handler<LeadLexState>> = { enrichContact };

const ENRICHMENT: Partial<LeadLexContact> = {
	job_title: 'General Counsel',
	linkedin_url: 'https://linkedin.com/in/janedoe',
};

/** Fills in empty fields. */
function enrichContact({ body }: Call, state: LeadLexState): MockResponse {
	const contact = find(state.contacts, (body as { contact_id: string }).contact_id, 'Contact');
	const enriched = Object.entries(ENRICHMENT).filter(
		([field]) => !contact[field as keyof typeof ENRICHMENT],
	);
	changeContact(contact, Object.fromEntries(enriched), state);
	const { company, ...shown } = contact;
	return ok({
		contact: { ...shown, company_name: company },
		fields_updated: enriched.map(([field]) => field),
		source: 'vendor_a',
		confidence: 0.91,
		credits_remaining: 4871,
	});
}
