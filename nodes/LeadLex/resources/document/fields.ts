import {
	options,
	dateTime,
	id,
	fields,
	recordLocator,
	required,
	text,
	commaList,
	maxLength,
} from '../../../shared/operation/fields';
import {
	companyLocator,
	contactLocator,
	dealLocator,
	documentLocator,
	eventLocator,
	taskLocator,
} from '../../fields/locators';

export const target = fields({ document_id: required(recordLocator(documentLocator)) });

const company = fields({ company_id: required(recordLocator(companyLocator)) });
export const contact = fields({ contact_id: required(recordLocator(contactLocator)) });
export const deal = fields({ deal_id: required(recordLocator(dealLocator)) });

export const linkedTo = fields({
	linked_to: options('Linked To', { any: 'Any Record', contact: 'Contact', deal: 'Deal' }),
});

/** Filters of all documents. */
export const allFilters = fields({
	created_after: dateTime('Created After'),
	folder: text('Folder', 'e.g. /clients/acme/ndas'),
	mime_type: text('MIME Type', 'e.g. application/pdf'),
	search: text('Search', 'e.g. NDA', { description: 'Part of the name or description' }),
	tag: commaList('Tags', 'e.g. nda, signed', {
		description: 'Returns documents that have all of these tags',
	}),
});

/** Filters of the documents of a contact or deal. */
export const recordFilters = fields({
	role: text('Role', 'e.g. signed', { description: 'Label that was given with the link' }),
});

export const linkTo = fields({
	entity_type: options(
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

/** The fields for each choice of Link To. LeadLex has no list of matters to pick one from. */
export const linkTargets = {
	company,
	contact,
	deal,
	event: fields({ event_id: required(recordLocator(eventLocator)) }),
	matter: fields({ matter_id: required(id('Matter ID', 'e.g. matter_01HY1')) }),
	task: fields({ task_id: required(recordLocator(taskLocator)) }),
};

export const linkDetails = fields({
	role: maxLength(
		64,
		text('Role', 'e.g. signed', {
			description: 'A label such as signed, draft or evidence',
		}),
	),
});
