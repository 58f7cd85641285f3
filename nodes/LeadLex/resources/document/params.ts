import {
	choice,
	dateTime,
	id,
	params,
	picked,
	required,
	string,
	stringList,
	atMost,
} from '../../../shared/operation/fields';
import {
	companyLocator,
	contactLocator,
	dealLocator,
	documentLocator,
	eventLocator,
	taskLocator,
} from '../../fields/locators';

export const which = params({ document_id: required(picked(documentLocator)) });

const company = params({ company_id: required(picked(companyLocator)) });
export const contact = params({ contact_id: required(picked(contactLocator)) });
export const deal = params({ deal_id: required(picked(dealLocator)) });

export const linkedTo = params({
	linked_to: choice('Linked To', { any: 'Any Record', contact: 'Contact', deal: 'Deal' }),
});

/** Filters of all documents. */
export const ofAll = params({
	created_after: dateTime('Created After'),
	folder: string('Folder', 'e.g. /clients/acme/ndas'),
	mime_type: string('MIME Type', 'e.g. application/pdf'),
	search: string('Search', 'e.g. NDA', { description: 'Part of the name or description' }),
	tag: stringList('Tags', 'e.g. nda, signed', {
		description: 'Returns documents that have all of these tags',
	}),
});

/** Filters of the documents of a contact or deal. */
export const ofRecord = params({
	role: string('Role', 'e.g. signed', { description: 'Label that was given with the link' }),
});

export const linkTo = params({
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
export const targets = {
	company,
	contact,
	deal,
	event: params({ event_id: required(picked(eventLocator)) }),
	matter: params({ matter_id: required(id('Matter ID', 'e.g. matter_01HY1')) }),
	task: params({ task_id: required(picked(taskLocator)) }),
};

export const linkDetails = params({
	role: atMost(
		64,
		string('Role', 'e.g. signed', {
			description: 'A label such as signed, draft or evidence, at most 64 characters',
		}),
	),
});
