import type { Fields } from '../../../shared/operation/fields';
import {
	options,
	dateTime,
	email,
	json,
	longText,
	fields,
	recordLocator,
	required,
	text,
	commaList,
	url,
} from '../../../shared/operation/fields';
import { companyLocator } from '../../fields/locators';

/** One of these, or of the names, is needed to create a contact. */
export const identity = fields({
	full_name: text('Full Name', 'e.g. Jane Doe', {
		description: 'A name or an email is needed. "Last, First" is understood too.',
	}),
	email: email('Email', 'e.g. name@email.com'),
});

/** What can be set at any time, by the same name. */
export const common = fields({
	job_title: text('Job Title', 'e.g. General Counsel'),
	linkedin_url: url('LinkedIn URL', 'e.g. https://www.linkedin.com/in/janedoe'),
	phone: text('Phone', 'e.g. +61 491 570 006', { description: 'With country code' }),
});

/** The employer has a name of its own when a contact is changed. */
export const employer = fields({
	company: text('Company', 'e.g. Acme Legal', { description: 'Name of the employer, as text' }),
});
export const changedEmployer = fields({
	company_name: text('Company Name', 'e.g. Acme Legal', {
		description: 'Name of the employer, as text',
	}),
});

/** What Create Many takes beside a name and an email. */
export const row = {
	...common,
	...employer,
	...fields({
		custom_fields: json(
			'Custom Fields',
			'e.g. {"source": "webinar"}',
			'JSON object to keep with the contact',
		),
		tags: commaList('Tags', 'e.g. VIP, Q2-target', {
			description: 'Tags with commas between them, or a list from an expression',
		}),
	}),
};

/** What Create takes beside a full name and an email. */
export const details = {
	...row,
	...fields({
		company: text('Company', 'e.g. Acme Legal', {
			description:
				'Name of the employer, as text. To attach a company record, use Related Company.',
		}),
		created_date: dateTime('Created Date', {
			description:
				'When the contact was created. LeadLex keeps it if it is at most 5 years ago and at most 24 hours ahead.',
		}),
		first_name: text('First Name', 'e.g. Jane'),
		last_name: text('Last Name', 'e.g. Doe'),
		priority: options(
			'Priority',
			{ high: 'High', medium: 'Medium', low: 'Low' },
			{ default: 'medium' },
		),
		related_company_id: recordLocator(companyLocator, {
			displayName: 'Related Company',
			description: 'The company record to attach the contact to',
		}),
	}),
};

/** What Update takes. */
export const changes = {
	...fields({
		full_name: text('Full Name', 'e.g. Jane Doe'),
		email: email('Email', 'e.g. name@email.com'),
	}),
	...common,
	...changedEmployer,
	...fields({
		notes: longText('Notes', 'e.g. Promoted to CLO', {
			description: 'Text to append to the notes that are there',
		}),
	}),
};

/** Says of each field that it counts for a new contact only. */
export const forNew = <P extends Fields>(table: P): P =>
	Object.fromEntries(
		Object.entries(table).map(([key, { property, convert }]) => {
			const only = 'Only used when the contact is created';
			const told = property.description?.replace(/\.$/, '');
			return [
				key,
				{ convert, property: { ...property, description: told ? `${told}. ${only}.` : only } },
			];
		}),
	) as P;

const { company, job_title, linkedin_url, phone, ...rest } = details;

/** What Create or Update takes: a key, a name, what is set each time, and what only a new contact gets. */
export const upserted = {
	key: fields({
		email: required(
			email('Email', 'e.g. name@email.com', {
				description:
					'The contact that has this email is updated. If there is none, one is created.',
			}),
		),
	}),
	name: fields({
		full_name: text('Full Name', 'e.g. Jane Doe', {
			description: 'Name to set. "Last, First" is understood too.',
		}),
	}),
	set: { company, job_title, linkedin_url, phone },
	onlyNew: forNew(rest),
};
