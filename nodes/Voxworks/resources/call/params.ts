import { choice, id, params, picked, required, string } from '../../../shared/operation/fields';
import { callLocator } from '../../fields/locators';

export const oneCall = params({ call_id: required(picked(callLocator)) });

export const scriptId = id('Script ID', 'e.g. a1b2c3d4-e5f6-7890-abcd-ef1234567890', {
	description: 'The script that leads the call. Copy its ID from Voxworks.',
});

export const contactId = id('Contact ID', 'e.g. a1b2c3d4-5678-90ab-cdef-1234567890ab', {
	description: 'The contact_id that Create Contact returns',
});

export const callType = choice('Type', { inbound: 'Inbound', outbound: 'Outbound', web: 'Web' });

/** The person to call. */
export const contact = params({
	phone_number: required(
		string('Phone Number', 'e.g. 0491 570 006', {
			description:
				'The number to call, in local or international form. Voxworks creates the contact with this number, or updates it.',
		}),
	),
	first_name: string('First Name', 'e.g. Jane'),
});

export const contactDetails = params({ last_name: string('Last Name', 'e.g. Doe') });
