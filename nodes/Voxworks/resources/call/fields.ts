import { fields, phone, recordLocator, required, text } from '../../../shared/operation/fields';
import { callLocator } from '../../fields/locators';

export const target = fields({ call_id: required(recordLocator(callLocator)) });

/** The person to call. */
export const contact = fields({
	phone_number: required(
		phone('Phone Number', 'e.g. 0491 570 006', {
			description:
				'The number to call, in local or international form. Voxworks creates the contact with this number, or updates it.',
		}),
	),
	first_name: text('First Name', 'e.g. Jane'),
});

export const contactDetails = fields({ last_name: text('Last Name', 'e.g. Doe') });
