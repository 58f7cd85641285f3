/** How the demo and the tests try out the SprintHub node. */
import { exactlyOne } from '../server/scenario';
import type { Scenario } from '../server/scenario';
import { leadsWithEmail } from './leads';
import type { SprintHubState } from './types';

export const scenario: Scenario<SprintHubState> = {
	workflow: 'sprinthub-create-and-link.json',
	countRecords: (state) => ({
		contacts: state.leads.size,
		orders: state.objects.size,
		links: state.links.length,
	}),
	problem(state, { email, order_number, order_total }) {
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
	failingCase: ({ order_total }) => ({
		what: 'Create an order without its number, which SprintHub requires',
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
		item: { number: null, total: Number(order_total) },
	}),
	createContact: {
		resource: 'contact',
		operation: 'create',
		firstName: '={{ $json.name }}',
		whatsapp: '={{ $json.phone }}',
	},
	readPath: '/tags',
	wrongKeyMessage:
		'SprintHub did not accept the API token. Copy it again and paste it into API Token, and check Instance.',
};

function mapperField(id: string, displayName: string, type: string, required: boolean) {
	const hidden = { defaultMatch: false, canBeUsedToMatch: false, display: true };
	return { id, displayName, type, required, ...hidden };
}
