import { email, integer, fields, phone, required, text } from '../../../shared/operation/fields';

export const identity = fields({
	phone_number: required(
		phone('Phone Number', 'e.g. 0491 570 006', {
			description:
				'In local or international form. Voxworks keeps one contact for each phone number.',
		}),
	),
	first_name: required(text('First Name', 'e.g. Jane')),
});

export const details = fields({
	address: text('Address', 'e.g. 12 Example Street'),
	age: integer('Age', { typeOptions: { minValue: 0, numberPrecision: 0 } }),
	email: email('Email', 'e.g. name@email.com'),
	gender: text('Gender', 'e.g. female'),
	last_name: text('Last Name', 'e.g. Doe'),
	location: text('Location', 'e.g. Sydney'),
	title: text('Title', 'e.g. Ms'),
});
