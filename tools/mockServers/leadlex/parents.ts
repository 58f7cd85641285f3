/** Parents of notes and tasks, which are given by ID or by name. */
import type { Fields } from '../crud/routes';
import { includes } from '../crud/store';
import { invalid } from './responses';
import type { LeadLexState } from './types';

/** The collection that each field refers to. Events are missing, since no call shows them. */
const ids = { contact_id: 'contacts', related_company_id: 'companies', deal_id: 'deals' } as const;

export function checkParent(fields: Fields, state: LeadLexState, row?: object): void {
	if (row) return;
	for (const [key, collection] of Object.entries(ids)) {
		const id = fields[key];
		if (typeof id === 'string' && !state[collection].has(id)) invalid(`${key}: No such record`);
	}
	const byName = parentsByName(fields, state);
	if (![...Object.keys(ids), 'event_id'].some((key) => fields[key] ?? byName[key])) {
		invalid('A parent is required: contact, company, deal or event');
	}
}

export function parentsByName(fields: Fields, state: LeadLexState): Fields {
	const { contact_name, company_name } = fields;
	return {
		...(contact_name !== undefined && {
			contact_id: idByName(contact_name, 'full_name', state.contacts),
		}),
		...(company_name !== undefined && {
			related_company_id: idByName(company_name, 'name', state.companies),
		}),
	};
}

/** Returns the ID of the only record whose name contains this one. Aborts if there are none or several. */
function idByName(name: unknown, field: string, records: Map<string, { id: string }>): string {
	const matches = [...records.values()].filter((record) => includes(record, [field], String(name)));
	if (matches.length === 0) invalid(`No record is named ${String(name)}`);
	if (matches.length > 1) {
		const candidates = matches.map(({ id }) => id).join(', ');
		invalid(
			`Several records match ${String(name)}: ${candidates}`,
			undefined,
			'ambiguous_reference',
		);
	}
	return matches[0].id;
}
