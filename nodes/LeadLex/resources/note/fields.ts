import {
	boolean,
	options,
	dateTime,
	longText,
	fields,
	recordLocator,
	required,
	text,
	commaList,
	maxLength,
} from '../../../shared/operation/fields';
import { companyLocator, noteLocator } from '../../fields/locators';
import { contactOnly, dealOnly, severalRecords } from '../../fields/attachTo';

export const target = fields({ note_id: required(recordLocator(noteLocator)) });

const title = text('Title', 'e.g. Meeting notes');
const content = maxLength(50_000, longText('Content', 'e.g. Agreed on a fixed fee'));
export const identity = fields({ title: required(title), content });

export const noteType = options(
	'Type',
	{ call: 'Call', email: 'Email', general: 'General', meeting: 'Meeting', other: 'Other' },
	{ default: 'general' },
);
const pinned = boolean('Pinned', { default: true, description: 'Whether to pin the note' });
const tags = commaList('Tags', 'e.g. pricing, follow-up');
const newTags = commaList('Tags', 'e.g. pricing, follow-up', { description: 'Replaces all tags' });

export const details = fields({
	created_date: dateTime('Created Date', {
		description:
			'When the note was written. LeadLex keeps it if it is at most 5 years ago and at most 24 hours ahead.',
	}),
	is_pinned: pinned,
	note_type: noteType,
	tags,
});

export const changes = fields({
	content,
	is_pinned: pinned,
	note_type: noteType,
	tags: newTags,
	title,
});

export const attachTo = fields({
	attach_to: options(
		'Attach To',
		{ any: 'By Name, or Several Records', company: 'Company', contact: 'Contact', deal: 'Deal' },
		{ default: 'contact', description: 'What the note is about' },
	),
});

const company = recordLocator(companyLocator, { name: 'companyId' });

/** The fields for each choice of Attach To. */
export const parents = {
	any: { ...severalRecords, ...fields({ related_company_id: company }) },
	company: fields({ related_company_id: required(company) }),
	contact: contactOnly,
	deal: dealOnly,
};

export const attachedTo = fields({
	attached_to: options('Attached To', {
		any: 'Any Record',
		company: 'Company',
		contact: 'Contact',
		deal: 'Deal',
	}),
});
/** Filters of the list of all notes. The lists of a single record have no filters. */
export const query = fields({
	is_pinned: boolean('Pinned Only', {
		default: true,
		description: 'Whether to return pinned notes only',
	}),
	note_type: noteType,
	search: text('Search', 'e.g. fee', { description: 'Part of the title or content' }),
	tags: text('Tag', 'e.g. pricing', { description: 'A single tag that notes must have' }),
});
