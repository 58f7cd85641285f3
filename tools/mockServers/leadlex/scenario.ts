/** How the demo and the tests try out the LeadLex node. */
import { exactlyOne } from '../server/scenario';
import type { Scenario } from '../server/scenario';
import { contactsWithEmail } from './contactRecords';
import { deliver } from './deliveries';
import type { LeadLexState } from './types';

export const scenario: Scenario<LeadLexState> = {
	workflow: 'leadlex-create-and-link.json',
	countRecords: (state) => ({
		contacts: state.contacts.size,
		orders: 0,
		links: [...state.contactIdsByCompany.values()].reduce((sum, { size }) => sum + size, 0),
	}),
	problem(state, { email, company }) {
		const contacts = contactsWithEmail(state, email);
		if (contacts.length !== 1) return exactlyOne('contacts', contacts);
		const companies = [...state.contactIdsByCompany]
			.filter(([, contactIds]) => contactIds.has(contacts[0].id))
			.map(([companyId]) => state.companies.get(companyId)?.name);
		if (companies.length === 1 && companies[0] !== company) return `linked to ${companies[0]}`;
		return exactlyOne('links', companies);
	},
	failingCase: () => ({
		what: 'Link a contact to a company that does not exist',
		parameters: {
			resource: 'company',
			operation: 'linkContacts',
			companyId: { __rl: true, mode: 'id', value: 'co-999' },
			contactIds: '={{ $json.id }}',
		},
		item: { id: '123e4567-e89b-12d3-a456-426614174000' },
	}),
	createContact: {
		resource: 'contact',
		operation: 'create',
		fullName: '={{ $json.name }}',
		additionalFields: { phone: '={{ $json.phone }}' },
	},
	readPath: '/v1/users',
	trigger: {
		parameters: { events: ['contact.created'] },
		fire: (state) => deliver(state, 'contact.created', { contact: { id: 'c-1' } }),
	},
	wrongKeyMessage:
		'LeadLex did not accept the API key. Make one in LeadLex under Settings > API & Integrations and paste it into API Key.',
};
