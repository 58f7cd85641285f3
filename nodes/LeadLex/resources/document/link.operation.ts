import { additionalFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import { choice, fieldsOf, id, params, picked, required, string } from '../../../shared/params';
import { path } from '../../../shared/path';
import { eventLocator, taskLocator } from '../../locators';
import { record } from '../../record';
import { fieldsByChoice } from '../../shown';
import { company, contact, deal, which } from './params';

const linkTo = params({
	entity_type: choice(
		'Link To',
		{
			company: 'Company',
			contact: 'Contact',
			deal: 'Deal',
			event: 'Event',
			matter: 'Matter',
			task: 'Task',
		},
		{ default: 'contact' },
	),
});

/** By what is chosen there. LeadLex has no list of matters to pick one from. */
const targets = {
	company,
	contact,
	deal,
	event: params({ event_id: required(picked(eventLocator)) }),
	matter: params({ matter_id: required(id('Matter ID', 'e.g. matter_01HY1')) }),
	task: params({ task_id: required(picked(taskLocator)) }),
};

const details = params({
	role: string('Role', 'e.g. signed', {
		description: 'A label such as signed, draft or evidence, at most 64 characters',
	}),
});

interface Link {
	documentId: string;
	body: { entity_type: string; entity_id: string; role?: string };
}

/** POST /v1/documents/{id}/link: docs.leadlex.com/api-reference/documents/link */
export const link: SingleOperation<Link> = {
	value: 'link',
	name: 'Link',
	action: 'Link document',
	description: 'Link a document to a contact, company, deal, event, matter or task',
	fields: [
		...fieldsOf(which),
		...fieldsOf(linkTo),
		...fieldsByChoice('entityType', targets),
		additionalFields(details),
	],
	parse: (item) => {
		const { entity_type = 'contact' } = item.values(linkTo);
		const [entity_id] = Object.values<string>(item.values(targets[entity_type]));
		return {
			documentId: item.values(which).document_id!,
			body: { entity_type, entity_id, ...item.values(details) },
		};
	},
	request: ({ documentId, body }) => ({
		method: 'POST',
		path: path`/v1/documents/${documentId}/link`,
		body,
		idempotent: true,
	}),
	output: record,
};
