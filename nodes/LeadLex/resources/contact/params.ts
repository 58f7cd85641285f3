import { companyLocator } from '../../locators';
import {
	choice,
	dateTime,
	email,
	json,
	params,
	picked,
	string,
	stringList,
	url,
} from '../../../shared/params';

/** One of these, or of the names, is needed to create a contact. */
export const identity = params({
	full_name: string('Full Name', 'e.g. Jane Doe', {
		description: 'A name or an email is needed. "Last, First" is understood too.',
	}),
	email: email('Email', 'e.g. name@email.com'),
});

export const details = params({
	company: string('Company', 'e.g. Acme Legal', {
		description: 'Name of the employer, as text. To attach a company record, use Related Company.',
	}),
	created_date: dateTime('Created Date', {
		description:
			'When the contact was created. LeadLex keeps it if it is at most 5 years ago and at most 24 hours ahead.',
	}),
	custom_fields: json(
		'Custom Fields',
		'e.g. {"source": "webinar"}',
		'JSON object to keep with the contact',
	),
	first_name: string('First Name', 'e.g. Jane'),
	job_title: string('Job Title', 'e.g. General Counsel'),
	last_name: string('Last Name', 'e.g. Doe'),
	linkedin_url: url('LinkedIn URL', 'e.g. https://www.linkedin.com/in/janedoe'),
	phone: string('Phone', 'e.g. +61 491 570 006', { description: 'With country code' }),
	priority: choice(
		'Priority',
		{ high: 'High', medium: 'Medium', low: 'Low' },
		{ default: 'medium' },
	),
	related_company_id: picked(companyLocator, {
		displayName: 'Related Company',
		description: 'The company record to attach the contact to',
	}),
	tags: stringList('Tags', 'e.g. VIP, Q2-target', {
		description: 'Tags with commas between them, or a list from an expression',
	}),
});
