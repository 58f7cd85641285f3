/** The regular calls of LeadLex. */
import { operationsOf } from '../contract/operations';
import { deriveRegular } from '../crud/handlers';
import { error } from './responses';
import { collections } from './collections';
import type { LeadLexState } from './types';

export const operations = operationsOf('leadlex');

export const regular = deriveRegular<LeadLexState>(operations, {
	collections,
	keys: { companies: 'related_company_id' },
	references: {
		contact_id: 'contacts',
		company_id: 'companies',
		deal_id: 'deals',
		document_id: 'documents',
	},
	notFound: (code, message) => error(404, code, message),
});
