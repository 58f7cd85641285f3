import type { Values } from '../../../shared/operation/fields';
import {
	email,
	id,
	number,
	fields,
	required,
	text,
	commaList,
} from '../../../shared/operation/fields';

/** The filters of Search, which needs at least one. */
export const filterBy = fields({
	companies: commaList('Companies', 'e.g. Acme Legal, Example Law'),
	company_name: text('Company Name', 'e.g. Acme Legal'),
	departments: commaList('Departments', 'e.g. legal, sales'),
	domains: commaList('Domains', 'e.g. acme.com, example.com', {
		description: 'Web domains of the company',
	}),
	funding_stage: commaList('Funding Stage', 'e.g. Series A, Series B', { plural: 'Stages' }),
	headcount: commaList('Headcount', 'e.g. 51-200, 201-500', {
		description: 'Number of people in the company, as a range',
		plural: 'Ranges',
	}),
	hq_location: commaList('Headquarters', 'e.g. Germany', {
		description: 'Where the company is',
		plural: 'Places',
	}),
	industry: commaList('Industry', 'e.g. Legal Services', { plural: 'Industries' }),
	titles: commaList('Job Titles', 'e.g. General Counsel, Head of Legal'),
	keywords: commaList('Keywords', 'e.g. patents, biotech', {
		description: 'Categories of the company',
	}),
	location: commaList('Location', 'e.g. United States', {
		description: 'Where the person is',
		plural: 'Places',
	}),
	max_funding: number('Max Funding', { description: 'Upper bound of the last funding round' }),
	max_revenue: number('Max Revenue', { description: 'Upper bound of the yearly revenue' }),
	min_funding: number('Min Funding', { description: 'Lower bound of the last funding round' }),
	min_revenue: number('Min Revenue', { description: 'Lower bound of the yearly revenue' }),
	name: text('Name', 'e.g. Jane Doe', { description: 'Name of the person' }),
	seniority: commaList('Seniority', 'e.g. c_suite, vp, director', { plural: 'Levels' }),
});

/** IDs that Search returns. They differ from the IDs of contacts and companies in LeadLex. */
export const memberId = id('Member ID', 'e.g. 12345', {
	description: 'The member_id that Search returns',
});
export const companyId = id('Company ID', 'e.g. 67890', {
	description: 'The company_id that Search returns. It helps LeadLex find the person.',
});

/** The required fields of a person to save. */
export const person = fields({ name: required(text('Name', 'e.g. Jane Doe')) });

export const details = fields({
	company_name: text('Company Name', 'e.g. Acme Legal'),
	email: email('Email', 'e.g. name@email.com', {
		description: 'A person whose email a contact already has is not saved again',
	}),
	title: text('Job Title', 'e.g. General Counsel'),
	linkedin_url: text('LinkedIn URL', 'e.g. https://www.linkedin.com/in/janedoe'),
});

export type Prospect = Values<typeof person> & Values<typeof details>;
