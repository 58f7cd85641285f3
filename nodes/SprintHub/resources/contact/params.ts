import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Converter } from '../../../shared/operation/converters';
import { entries, string as toString } from '../../../shared/operation/converters';
import { params, string } from '../../../shared/operation/fields';
import { isBlank } from '../../../shared/utils/guards';

const withCodes = { description: 'With country code and area code' };

export const identity = params({
	firstname: string('First Name', 'e.g. Ana', { name: 'firstName' }),
	lastname: string('Last Name', 'e.g. Souza', { name: 'lastName' }),
	email: string('Email', 'e.g. name@email.com', {
		description: 'One address, or several with a comma and a space between them',
	}),
	whatsapp: string('WhatsApp', 'e.g. +55 11 97107 1713', withCodes),
});

export const details = params({
	address: string('Address', 'e.g. Rua Exemplo, 12'),
	city: string('City', 'e.g. Manaus'),
	country: string('Country', 'e.g. Brazil', { description: 'Name of the country in English' }),
	mobile: string('Mobile', 'e.g. +55 11 97107 1713', withCodes),
	phone: string('Phone', 'e.g. +55 11 97107 1713', withCodes),
	preferred_locale: string('Preferred Locale', 'e.g. pt-BR'),
	state: string('State', 'e.g. Amazonas'),
	timezone: string('Time Zone', 'e.g. America/Sao_Paulo'),
	zipcode: string('ZIP Code', 'e.g. 69092250', { description: 'Digits only' }),
});

/** The account's own contact fields, which stand beside the others in a body. */
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

/** Alias and value pairs as one object; pairs without a value are left out. */
export const byAlias: Converter<IDataObject> = (value, timezone) =>
	Object.fromEntries(
		entries('field')(value, timezone)
			.filter((pair) => !isBlank(pair.value))
			.map((pair) => {
				if (isBlank(pair.alias)) throw new Error('have a value without an alias');
				return [toString(pair.alias, timezone).trim(), pair.value];
			}),
	);
