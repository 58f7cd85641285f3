/** How the demo and the tests try out the Voxworks node. */
import { exactlyOne } from '../server/scenario';
import type { Scenario } from '../server/scenario';
import { beginCall, finishCall } from './calls';
import { contactWithPhone } from './contacts';
import type { VoxworksState } from './types';

/** n8n accepts no interval below a minute, so there are twelve, each once a minute. */
const EVERY_FIVE_SECONDS = Array.from({ length: 12 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * 5} * * * * *`,
}));

export const scenario: Scenario<VoxworksState> = {
	workflow: 'voxworks-create-and-link.json',
	countRecords: (state) => ({
		contacts: state.contacts.size,
		orders: 0,
		links: state.links.length,
	}),
	problem(state, { email, phone_number }) {
		const contacts = [...state.contacts.values()].filter((contact) => contact.email === email);
		if (contacts.length !== 1) return exactlyOne('contacts', contacts);
		const [contact] = contacts;
		if (contactWithPhone(state, phone_number) !== contact)
			return 'the contact has another phone number';
		const links = state.links.filter(({ contact_id }) => contact_id === contact.id);
		if (links.length === 1 && links[0].object_id !== 'property-1') return 'linked elsewhere';
		return exactlyOne('links', links);
	},
	failingCase: ({ first_name, phone_number }) => ({
		what: 'Create a contact whose phone number is already there',
		parameters: {
			resource: 'contact',
			operation: 'create',
			phoneNumber: '={{ $json.phone_number }}',
			firstName: '={{ $json.first_name }}',
		},
		item: { first_name, phone_number },
	}),
	createContact: {
		resource: 'contact',
		operation: 'create',
		phoneNumber: '={{ $json.phone }}',
		firstName: '={{ $json.name }}',
		ifExists: 'fail',
	},
	readPath: '/api/v1/calls',
	trigger: {
		parameters: { pollTimes: { item: EVERY_FIVE_SECONDS } },
		async fire(state) {
			finishCall(state, beginCall(state).id);
		},
	},
	wrongKeyMessage:
		'Voxworks did not accept the API key. Copy the key of your team again and paste it into API Key.',
};
