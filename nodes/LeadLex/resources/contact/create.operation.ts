import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import {
	email,
	id,
	isObject,
	jsonObject,
	moment,
	oneOf,
	text,
	texts,
	webAddress,
} from '../../../shared/fields';
import type { SingleOperation } from '../../../shared/operation';
import { companyLocator } from '../../pickers';
import { findCreated } from './findCreated';

/** POST /v1/contacts: docs.leadlex.com/api-reference/contacts/create */
export const create: SingleOperation<IDataObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Create a new contact, also when one with the same email is already there',
	fields: [
		{
			displayName: 'Full Name',
			name: 'fullName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Jane Doe',
			description: 'A name or an email is needed. "Last, First" is understood too.',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'e.g. name@email.com',
		},
		additionalFields(
			{
				displayName: 'Company',
				name: 'company',
				type: 'string',
				default: '',
				placeholder: 'e.g. Acme Legal',
				description:
					'Name of the employer, as text. To attach a company record, use Related Company.',
			},
			{
				displayName: 'Created Date',
				name: 'createdDate',
				type: 'dateTime',
				default: '',
				description:
					'When the contact came to be. LeadLex keeps it when it is at most 5 years ago and at most 24 hours ahead.',
			},
			{
				displayName: 'Custom Fields',
				name: 'customFields',
				type: 'json',
				default: '',
				placeholder: 'e.g. {"source": "webinar"}',
				description: 'JSON object to keep with the contact',
			},
			{
				displayName: 'First Name',
				name: 'firstName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Jane',
			},
			{
				displayName: 'Job Title',
				name: 'jobTitle',
				type: 'string',
				default: '',
				placeholder: 'e.g. General Counsel',
			},
			{
				displayName: 'Last Name',
				name: 'lastName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Doe',
			},
			{
				displayName: 'LinkedIn URL',
				name: 'linkedinUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://www.linkedin.com/in/janedoe',
			},
			{
				displayName: 'Phone',
				name: 'phone',
				type: 'string',
				default: '',
				placeholder: 'e.g. +61 491 570 006',
				description: 'With country code',
			},
			{
				displayName: 'Priority',
				name: 'priority',
				type: 'options',
				options: [
					{ name: 'High', value: 'high' },
					{ name: 'Medium', value: 'medium' },
					{ name: 'Low', value: 'low' },
				],
				default: 'medium',
			},
			{
				...companyLocator,
				displayName: 'Related Company',
				name: 'relatedCompanyId',
				description: 'The company record to attach the contact to',
			},
			{
				displayName: 'Tags',
				name: 'tags',
				type: 'string',
				default: '',
				placeholder: 'e.g. VIP, Q2-target',
				description: 'Tags with commas between them, or a list from an expression',
			},
		),
	],
	read: (item) => {
		const contact = {
			full_name: item.optional('fullName', text),
			email: item.optional('email', email),
			first_name: item.optional('firstName', text),
			last_name: item.optional('lastName', text),
			phone: item.optional('phone', text),
			job_title: item.optional('jobTitle', text),
			company: item.optional('company', text),
			related_company_id: item.optional('relatedCompanyId', id),
			linkedin_url: item.optional('linkedinUrl', webAddress),
			priority: item.optional('priority', oneOf('high', 'medium', 'low')),
			tags: item.optional('tags', texts),
			custom_fields: item.optional('customFields', jsonObject),
			created_date: item.optional('createdDate', moment),
		};
		if (!(contact.full_name || contact.email || contact.first_name || contact.last_name)) {
			throw new UserError('Full Name or Email is required');
		}
		return contact;
	},
	request: (contact) => ({ method: 'POST', path: '/v1/contacts', body: contact }),
	output: ({ data, ...body }) => (isObject(data) ? data : body),
	recordId: ({ id }) => id,
	lookUp: {
		// A contact that was given another date of creation is not among those created lately
		key: ({ email: address, created_date }) =>
			created_date ? undefined : (address as string | undefined)?.toLowerCase(),
		find: async ({ email: address }, since, read) =>
			await findCreated(address as string, since, read),
	},
};
