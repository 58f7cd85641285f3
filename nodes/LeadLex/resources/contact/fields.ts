import type { INodeProperties } from 'n8n-workflow';

import type { Fields } from '../../../shared/operation/fields';
import {
	options,
	dateTime,
	email,
	joinSentences,
	json,
	longText,
	fields,
	phone,
	recordLocator,
	required,
	text,
	commaList,
	url,
} from '../../../shared/operation/fields';
import { companyLocator } from '../../fields/locators';

/** The main fields of Create. It needs one of them, a first name or a last name. */
export const identity = fields({
	full_name: text('Full Name', 'e.g. Jane Doe', {
		description: 'A name or an email is needed. "Last, First" is understood too.',
	}),
	email: email('Email', 'e.g. name@email.com'),
});

/** Fields with the same name in create and update requests. */
export const common = fields({
	job_title: text('Job Title', 'e.g. General Counsel'),
	linkedin_url: url('LinkedIn URL', 'e.g. https://www.linkedin.com/in/janedoe'),
	phone: phone('Phone', 'e.g. +61 491 570 006', { description: 'With country code' }),
});

/** The employer is `company` in create requests and `company_name` in update requests. */
export const employer = fields({
	company: text('Company', 'e.g. Acme Legal', { description: 'Name of the employer, as text' }),
});
const employerUpdate = fields({
	company_name: text('Company Name', 'e.g. Acme Legal', {
		description: 'Name of the employer, as text',
	}),
});

/** The optional fields of Create Many. */
export const bulkDetails = {
	...common,
	...employer,
	...fields({
		custom_fields: json(
			'Custom Fields (JSON)',
			'e.g. {"source": "webinar"}',
			'JSON object to keep with the contact',
		),
		tags: commaList('Tags', 'e.g. VIP, Q2-target'),
	}),
};

/** The optional fields of Create. */
export const details = {
	...bulkDetails,
	...fields({
		company: text('Company', 'e.g. Acme Legal', {
			description: 'Name of the employer, as text. To link a company record, use Related Company.',
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
			description: 'The company record to link the contact to',
		}),
	}),
};

/** The fields of Update. */
export const changes = {
	...fields({
		full_name: text('Full Name', 'e.g. Jane Doe'),
		email: email('Email', 'e.g. name@email.com'),
	}),
	...common,
	...employerUpdate,
	...fields({
		notes: longText('Notes', 'e.g. Promoted to CLO', {
			description: 'Text to append to the notes that are there',
		}),
	}),
};

/** Adds to the description that the field is only used when the contact is created. */
export const forNewOnly = (property: INodeProperties): INodeProperties => ({
	...property,
	description: joinSentences(property.description, 'Only used when the contact is created'),
});

const allForNewOnly = <P extends Fields>(table: P): P =>
	Object.fromEntries(
		Object.entries(table).map(([key, { property, ...field }]) => [
			key,
			{ ...field, property: forNewOnly(property) },
		]),
	) as P;

const { company, job_title, linkedin_url, phone: phoneNumber, ...rest } = details;

/** The fields of Create or Update: `set` is written each time, `onlyNew` only to a new contact. */
export const upsertFields = {
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
	set: { company, job_title, linkedin_url, phone: phoneNumber },
	onlyNew: allForNewOnly(rest),
};
