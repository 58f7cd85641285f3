import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Converter } from '../../../shared/operation/converters';
import { toNamedValues } from '../../../shared/operation/converters';
import { emails, fields, phone, required, text } from '../../../shared/operation/fields';
import { contactId } from '../../fields/contact';

const withCodes = { description: 'With country code and area code' };

export const target = fields({ contactId: required(contactId) });

export const identity = fields({
	firstname: text('First Name', 'e.g. Ana', { name: 'firstName' }),
	lastname: text('Last Name', 'e.g. Souza', { name: 'lastName' }),
	email: emails('Email', 'e.g. name@email.com', {
		description: 'One address, or several with a comma and a space between them',
	}),
	whatsapp: phone('WhatsApp', 'e.g. +55 11 97107 1713', withCodes),
});

export const details = fields({
	address: text('Address', 'e.g. Rua Exemplo, 12'),
	city: text('City', 'e.g. Manaus'),
	country: text('Country', 'e.g. Brazil', { description: 'Name of the country in English' }),
	mobile: phone('Mobile', 'e.g. +55 11 97107 1713', withCodes),
	phone: phone('Phone', 'e.g. +55 11 97107 1713', withCodes),
	preferred_locale: text('Preferred Locale', 'e.g. pt-BR'),
	state: text('State', 'e.g. Amazonas'),
	timezone: text('Time Zone', 'e.g. America/Sao_Paulo'),
	zipcode: text('ZIP Code', 'e.g. 69092250', { description: 'Digits only' }),
});

/** The account's own contact fields. A body holds them beside the others. */
export const customFields: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add custom field',
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
					description: 'Find it in SprintHub under Settings > Custom Fields - Contacts',
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
};

/** Converts pairs of alias and value to one object; pairs without a value are left out. */
export const toValuesByAlias: Converter<IDataObject> = (value, timezone) =>
	Object.fromEntries(toNamedValues('field', 'alias', 'an alias')(value, timezone));
