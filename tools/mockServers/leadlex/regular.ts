/** The regular calls of LeadLex. */
import { operationsOf } from '../operations';
import { deriveRegular } from '../regular';
import { error } from './answers';
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
