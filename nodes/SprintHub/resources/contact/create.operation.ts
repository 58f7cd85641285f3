import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import { entries, isBlank, text } from '../../../shared/fields';
import type { Reader } from '../../../shared/fields';
import type { SingleOperation } from '../../../shared/operation';
import { record } from '../../values';

/** POST /leads: docs.sprinthub.com/en/topics/api/api-creating-a-lead */
export const create: SingleOperation<IDataObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Create a new contact (SprintHub also calls it a lead)',
	fields: [
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Ana',
		},
		{
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Souza',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'e.g. name@email.com',
			description: 'One address, or several with a comma and a space between them',
		},
		{
			displayName: 'WhatsApp',
			name: 'whatsapp',
			type: 'string',
			default: '',
			placeholder: 'e.g. +55 11 97107 1713',
			description: 'With country code and area code',
		},
		additionalFields(
			{
				displayName: 'Address',
				name: 'address',
				type: 'string',
				default: '',
				placeholder: 'e.g. Rua Exemplo, 12',
			},
			{
				displayName: 'City',
				name: 'city',
				type: 'string',
				default: '',
				placeholder: 'e.g. Manaus',
			},
			{
				displayName: 'Country',
				name: 'country',
				type: 'string',
				default: '',
				placeholder: 'e.g. Brazil',
				description: 'Name of the country in English',
			},
			{
				displayName: 'Custom Fields',
				name: 'customFields',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Custom Field',
				default: {},
				description: 'Your own contact fields, by their alias',
				options: [
					{
						displayName: 'Custom Field',
						name: 'field',
						values: [
							{
								displayName: 'Alias',
								name: 'alias',
								type: 'string',
								default: '',
								placeholder: 'e.g. data_de_nascimento',
								description: 'Stands in SprintHub under Settings > Custom Fields - Contacts',
							},
							{
								displayName: 'Value',
								name: 'value',
								type: 'string',
								default: '',
								placeholder: 'e.g. 1990-05-17',
							},
						],
					},
				],
			},
			{
				displayName: 'Mobile',
				name: 'mobile',
				type: 'string',
				default: '',
				placeholder: 'e.g. +55 11 97107 1713',
				description: 'With country code and area code',
			},
			{
				displayName: 'Phone',
				name: 'phone',
				type: 'string',
				default: '',
				placeholder: 'e.g. +55 11 97107 1713',
				description: 'With country code and area code',
			},
			{
				displayName: 'Preferred Locale',
				name: 'preferredLocale',
				type: 'string',
				default: '',
				placeholder: 'e.g. pt-BR',
			},
			{
				displayName: 'State',
				name: 'state',
				type: 'string',
				default: '',
				placeholder: 'e.g. Amazonas',
			},
			{
				displayName: 'Time Zone',
				name: 'timezone',
				type: 'string',
				default: '',
				placeholder: 'e.g. America/Sao_Paulo',
			},
			{
				displayName: 'ZIP Code',
				name: 'zipcode',
				type: 'string',
				default: '',
				placeholder: 'e.g. 69092250',
				description: 'Digits only',
			},
		),
	],
	read: (item) => {
		const contact = {
			firstname: item.optional('firstName', text),
			lastname: item.optional('lastName', text),
			email: item.optional('email', text),
			whatsapp: item.optional('whatsapp', text),
			mobile: item.optional('mobile', text),
			phone: item.optional('phone', text),
			country: item.optional('country', text),
			state: item.optional('state', text),
			city: item.optional('city', text),
			address: item.optional('address', text),
			zipcode: item.optional('zipcode', text),
			timezone: item.optional('timezone', text),
			preferred_locale: item.optional('preferredLocale', text),
			...item.optional('customFields', customFields),
		};
		if (Object.values(contact).every(isBlank)) {
			throw new UserError('At least one of First Name, Last Name, Email and WhatsApp is required');
		}
		return contact;
	},
	request: (contact) => ({ method: 'POST', path: '/leads', body: contact }),
	output: record,
	recordId: ({ id }) => id,
};

/** Alias and value pairs as one object; pairs without a value are left out. */
const customFields: Reader<IDataObject> = (value, timezone) =>
	Object.fromEntries(
		entries('field')(value, timezone)
			.filter((pair) => !isBlank(pair.value))
			.map((pair) => {
				if (isBlank(pair.alias)) throw new Error('have a value without an alias');
				return [text(pair.alias, timezone).trim(), pair.value];
			}),
	);
