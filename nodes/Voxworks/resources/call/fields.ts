import {
	options,
	id,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { callLocator } from '../../fields/locators';

export const oneCall = fields({ call_id: required(recordLocator(callLocator)) });

export const scriptId = id('Script ID', 'e.g. a1b2c3d4-e5f6-7890-abcd-ef1234567890', {
	description: 'The script that leads the call. Copy its ID from Voxworks.',
});

export const contactId = id('Contact ID', 'e.g. a1b2c3d4-5678-90ab-cdef-1234567890ab', {
	description: 'The contact_id that Create Contact returns',
});

export const callType = options('Type', { inbound: 'Inbound', outbound: 'Outbound', web: 'Web' });

/** The person to call. */
export const contact = fields({
	phone_number: required(
		text('Phone Number', 'e.g. 0491 570 006', {
			description:
				'The number to call, in local or international form. Voxworks creates the contact with this number, or updates it.',
		}),
	),
	first_name: text('First Name', 'e.g. Jane'),
});

export const contactDetails = fields({ last_name: text('Last Name', 'e.g. Doe') });
