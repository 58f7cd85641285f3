/** Notes and tasks belong to something, which may be named instead of given by its ID. */
import type { Fields } from '../crud/routes';
import { includes } from '../crud/store';
import { invalid } from './responses';
import type { LeadLexState } from './types';

/** By field, the collection of the record that it names. Of events nothing is known. */
const ids = { contact_id: 'contacts', related_company_id: 'companies', deal_id: 'deals' } as const;

export function checkParent(fields: Fields, state: LeadLexState, row?: object): void {
	if (row) return;
	for (const [key, collection] of Object.entries(ids)) {
		const id = fields[key];
		if (typeof id === 'string' && !state[collection].has(id)) invalid(`${key}: No such record`);
	}
	const named = parentsByName(fields, state);
	if (![...Object.keys(ids), 'event_id'].some((key) => fields[key] ?? named[key])) {
		invalid('A parent is required: contact, company, deal or event');
	}
}

export function parentsByName(fields: Fields, state: LeadLexState): Fields {
	const { contact_name, company_name } = fields;
	return {
		...(contact_name !== undefined && {
			contact_id: theOne(contact_name, 'full_name', state.contacts),
		}),
		...(company_name !== undefined && {
			related_company_id: theOne(company_name, 'name', state.companies),
		}),
	};
}

/** A name is matched loosely. */
function theOne(name: unknown, field: string, records: Map<string, { id: string }>): string {
	const found = [...records.values()].filter((one) => includes(one, [field], String(name)));
	if (found.length === 0) invalid(`No record is named ${String(name)}`);
	if (found.length > 1) {
		const candidates = found.map(({ id }) => id).join(', ');
		invalid(
			`Several records match ${String(name)}: ${candidates}`,
			undefined,
			'ambiguous_reference',
		);
	}
	return found[0].id;
}
