import type { Params } from '../../../shared/operation/fields';
import {
	choice,
	dateTime,
	email,
	json,
	longText,
	params,
	picked,
	required,
	string,
	stringList,
	url,
} from '../../../shared/operation/fields';
import { companyLocator } from '../../fields/locators';

/** One of these, or of the names, is needed to create a contact. */
export const identity = params({
	full_name: string('Full Name', 'e.g. Jane Doe', {
		description: 'A name or an email is needed. "Last, First" is understood too.',
	}),
	email: email('Email', 'e.g. name@email.com'),
});

/** What can be set at any time, by the same name. */
export const common = params({
	job_title: string('Job Title', 'e.g. General Counsel'),
	linkedin_url: url('LinkedIn URL', 'e.g. https://www.linkedin.com/in/janedoe'),
	phone: string('Phone', 'e.g. +61 491 570 006', { description: 'With country code' }),
});

/** The employer has a name of its own when a contact is changed. */
export const employer = params({
	company: string('Company', 'e.g. Acme Legal', { description: 'Name of the employer, as text' }),
});
export const changedEmployer = params({
	company_name: string('Company Name', 'e.g. Acme Legal', {
		description: 'Name of the employer, as text',
	}),
});

/** What Create Many takes beside a name and an email. */
export const row = {
	...common,
	...employer,
	...params({
		custom_fields: json(
			'Custom Fields',
			'e.g. {"source": "webinar"}',
			'JSON object to keep with the contact',
		),
		tags: stringList('Tags', 'e.g. VIP, Q2-target', {
			description: 'Tags with commas between them, or a list from an expression',
		}),
	}),
};

/** What Create takes beside a full name and an email. */
export const details = {
	...row,
	...params({
		company: string('Company', 'e.g. Acme Legal', {
			description:
				'Name of the employer, as text. To attach a company record, use Related Company.',
		}),
		created_date: dateTime('Created Date', {
			description:
				'When the contact was created. LeadLex keeps it if it is at most 5 years ago and at most 24 hours ahead.',
		}),
		first_name: string('First Name', 'e.g. Jane'),
		last_name: string('Last Name', 'e.g. Doe'),
		priority: choice(
			'Priority',
			{ high: 'High', medium: 'Medium', low: 'Low' },
			{ default: 'medium' },
		),
		related_company_id: picked(companyLocator, {
			displayName: 'Related Company',
			description: 'The company record to attach the contact to',
		}),
	}),
};

/** What Update takes. */
export const changes = {
	...params({
		full_name: string('Full Name', 'e.g. Jane Doe'),
		email: email('Email', 'e.g. name@email.com'),
	}),
	...common,
	...changedEmployer,
	...params({
		notes: longText('Notes', 'e.g. Promoted to CLO', {
			description: 'Text to append to the notes that are there',
		}),
	}),
};

/** Says of each field that it counts for a new contact only. */
export const forNew = <P extends Params>(table: P): P =>
	Object.fromEntries(
		Object.entries(table).map(([key, { field, as }]) => {
			const only = 'Only used when the contact is created';
			const told = field.description?.replace(/\.$/, '');
			return [key, { as, field: { ...field, description: told ? `${told}. ${only}.` : only } }];
		}),
	) as P;

const { company, job_title, linkedin_url, phone, ...rest } = details;

/** What Create or Update takes: a key, a name, what is set each time, and what only a new contact gets. */
export const upserted = {
	key: params({
		email: required(
			email('Email', 'e.g. name@email.com', {
				description:
					'The contact that has this email is updated. If there is none, one is created.',
			}),
		),
	}),
	name: params({
		full_name: string('Full Name', 'e.g. Jane Doe', {
			description: 'Name to set. "Last, First" is understood too.',
		}),
	}),
	set: { company, job_title, linkedin_url, phone },
	onlyNew: forNew(rest),
};
