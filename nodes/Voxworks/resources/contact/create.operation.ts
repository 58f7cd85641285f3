import { additionalFields } from '../../../shared/description';
import { email, oneOf, text, wholeNumber } from '../../../shared/fields';
import type { SingleOperation } from '../../../shared/operation';

interface NewContact {
	contact: {
		phone_number: string;
		first_name: string;
		[field: string]: string | number | undefined;
	};
	ifExists: 'fail' | 'skip';
}

/** POST /api/v1/create-contact: docs.voxworks.ai/api-reference/contacts/create-contact */
export const create: SingleOperation<NewContact> = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Create a new contact that can be called',
	advice: {
		409: 'Nothing was written. To pass over people who are already in Voxworks, set If Contact Exists to Skip.',
	},
	fields: [
		{
			displayName: 'Phone Number',
			name: 'phoneNumber',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 0491 570 006',
			description:
				'In local or international form. Voxworks keeps one contact for each phone number.',
		},
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Jane',
		},
		{
			displayName: 'If Contact Exists',
			name: 'ifExists',
			type: 'options',
			options: [
				{
					name: 'Fail',
					value: 'fail',
					description: 'The item fails when a contact has this phone number already',
				},
				{
					name: 'Skip',
					value: 'skip',
					description: 'The item passes with "created": false, and the contact stays as it is',
				},
			],
			default: 'fail',
			description: 'What to do when a contact has this phone number already',
		},
		additionalFields(
			{
				displayName: 'Address',
				name: 'address',
				type: 'string',
				default: '',
				placeholder: 'e.g. 12 Example Street',
			},
			{
				displayName: 'Age',
				name: 'age',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
			},
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				default: '',
				placeholder: 'e.g. name@email.com',
			},
			{
				displayName: 'Gender',
				name: 'gender',
				type: 'string',
				default: '',
				placeholder: 'e.g. female',
			},
			{
				displayName: 'Last Name',
				name: 'lastName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Doe',
			},
			{
				displayName: 'Location',
				name: 'location',
				type: 'string',
				default: '',
				placeholder: 'e.g. Sydney',
			},
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'e.g. Ms',
			},
		),
	],
	read: (item) => ({
		contact: {
			phone_number: item.required('phoneNumber', text),
			first_name: item.required('firstName', text),
			last_name: item.optional('lastName', text),
			email: item.optional('email', email),
			address: item.optional('address', text),
			location: item.optional('location', text),
			gender: item.optional('gender', text),
			age: item.optional('age', wholeNumber),
			title: item.optional('title', text),
		},
		ifExists: item.required('ifExists', oneOf('fail', 'skip')),
	}),
	request: ({ contact }) => ({ method: 'POST', path: '/api/v1/create-contact', body: contact }),
	output: (body, { contact }) => ({ ...body, created: true, phone_number: contact.phone_number }),
	tolerate: (status, { contact, ifExists }) =>
		status === 409 && ifExists === 'skip'
			? { created: false, phone_number: contact.phone_number }
			: undefined,
	recordId: ({ contact_id }) => contact_id,
};
