/** What the demo does with each provider, and how it finds out whether that worked. */
import type { IDataObject } from 'n8n-workflow';

import type { NodeToRun } from '../engine';
import { contactsWithEmail, contactWithPhone, leadsWithEmail } from '../mockServers';
import type { Sandbox } from '../mockServers';
import type { Person } from './people';

export interface Provider {
	key: 'voxworks' | 'leadLex' | 'sprintHub';
	name: string;
	/** In examples/. */
	workflow: string;
	/** How many records are there now. */
	written(sandbox: Sandbox): { contacts: number; orders: number; links: number };
	/** What is wrong with a person's records; undefined when they are all there, exactly once. */
	problem(sandbox: Sandbox, person: Person): string | undefined;
	/** Something that cannot work, to show what the user reads then. */
	mistake(person: Person): { what: string; node: NodeToRun; item: IDataObject };
}

const exactlyOne = (what: string, found: unknown[]) =>
	found.length === 1 ? undefined : `${what}: ${found.length} instead of 1`;

const voxworks: Provider = {
	key: 'voxworks',
	name: 'Voxworks',
	workflow: 'voxworks-create-and-link.json',
	written: ({ voxworks: { state } }) => ({
		contacts: state.contacts.size,
		orders: 0,
		links: state.links.length,
	}),
	problem({ voxworks: { state } }, { email, phone }) {
		const contacts = [...state.contacts.values()].filter((contact) => contact.email === email);
		if (contacts.length !== 1) return exactlyOne('contacts', contacts);
		const [contact] = contacts;
		if (contactWithPhone(state, phone) !== contact) return 'the contact has another phone number';
		const links = state.links.filter(({ contact_id }) => contact_id === contact.id);
		if (links.length === 1 && links[0].object_id !== 'property-1') return 'linked elsewhere';
		return exactlyOne('links', links);
	},
	mistake: ({ first_name, phone }) => ({
		what: 'Create a contact whose phone number is already there',
		node: {
			type: 'n8n-nodes-contactlink.voxworks',
			parameters: {
				resource: 'contact',
				operation: 'create',
				phoneNumber: '={{ $json.phone }}',
				firstName: '={{ $json.first_name }}',
			},
		},
		item: { first_name, phone },
	}),
};

const leadLex: Provider = {
	key: 'leadLex',
	name: 'LeadLex',
	workflow: 'leadlex-create-and-link.json',
	written: ({ leadLex: { state } }) => ({
		contacts: state.contacts.size,
		orders: 0,
		links: [...state.contactIdsByCompany.values()].reduce((sum, { size }) => sum + size, 0),
	}),
	problem({ leadLex: { state } }, { email, company }) {
		const contacts = contactsWithEmail(state, email);
		if (contacts.length !== 1) return exactlyOne('contacts', contacts);
		const companies = [...state.contactIdsByCompany]
			.filter(([, contactIds]) => contactIds.has(contacts[0].id))
			.map(([companyId]) => state.companies.get(companyId)?.name);
		if (companies.length === 1 && companies[0] !== company) return `linked to ${companies[0]}`;
		return exactlyOne('links', companies);
	},
	mistake: () => ({
		what: 'Link a contact to a company that does not exist',
		node: {
			type: 'n8n-nodes-contactlink.leadLex',
			parameters: {
				resource: 'company',
				operation: 'linkContacts',
				companyId: { __rl: true, mode: 'id', value: 'co-999' },
				contactIds: '={{ $json.id }}',
			},
		},
		item: { id: '123e4567-e89b-12d3-a456-426614174000' },
	}),
};

const sprintHub: Provider = {
	key: 'sprintHub',
	name: 'SprintHub',
	workflow: 'sprinthub-create-and-link.json',
	written: ({ sprintHub: { state } }) => ({
		contacts: state.leads.size,
		orders: state.objects.size,
		links: state.links.length,
	}),
	problem({ sprintHub: { state } }, { email, order_number, order_total }) {
		const leads = leadsWithEmail(state, email);
		if (leads.length !== 1) return exactlyOne('contacts', leads);
		const orders = [...state.objects.values()].filter(
			({ numero_pedido }) => numero_pedido === order_number,
		);
		if (orders.length !== 1) return exactlyOne('orders', orders);
		if (orders[0].valor_total !== Number(order_total)) return 'the order has another total';
		const links = state.links.filter(({ targetId }) => targetId === leads[0].id);
		if (links.length === 1 && links[0].objectId !== orders[0].id) return 'linked to another order';
		return exactlyOne('links', links);
	},
	mistake: ({ order_total }) => ({
		what: 'Create an order without its number, which SprintHub requires',
		node: {
			type: 'n8n-nodes-contactlink.sprintHub',
			parameters: {
				resource: 'customObject',
				operation: 'create',
				definitionId: { __rl: true, mode: 'id', value: '1' },
				fields: {
					mappingMode: 'defineBelow',
					value: { numero_pedido: '={{ $json.number }}', valor_total: '={{ $json.total }}' },
					matchingColumns: [],
					schema: [
						mapperField('numero_pedido', 'Número do pedido', 'string', true),
						mapperField('valor_total', 'Valor total', 'number', false),
					],
				},
			},
		},
		item: { number: null, total: Number(order_total) },
	}),
};

function mapperField(id: string, displayName: string, type: string, required: boolean) {
	const hidden = { defaultMatch: false, canBeUsedToMatch: false, display: true };
	return { id, displayName, type, required, ...hidden };
}

export const providers: Provider[] = [voxworks, leadLex, sprintHub];
