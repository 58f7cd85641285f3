import { email, integer, params, required, string } from '../../../shared/operation/fields';

export const identity = params({
	phone_number: required(
		string('Phone Number', 'e.g. 0491 570 006', {
			description:
				'In local or international form. Voxworks keeps one contact for each phone number.',
		}),
	),
	first_name: required(string('First Name', 'e.g. Jane')),
});

export const details = params({
	address: string('Address', 'e.g. 12 Example Street'),
	age: integer('Age', { typeOptions: { minValue: 0, numberPrecision: 0 } }),
	email: email('Email', 'e.g. name@email.com'),
	gender: string('Gender', 'e.g. female'),
	last_name: string('Last Name', 'e.g. Doe'),
	location: string('Location', 'e.g. Sydney'),
	title: string('Title', 'e.g. Ms'),
});
