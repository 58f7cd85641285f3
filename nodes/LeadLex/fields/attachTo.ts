/** The records that a note or a task may be about. */
import { fields, recordLocator, required, text } from '../../shared/operation/fields';
import { contactLocator, dealLocator } from './locators';

/** Any number of records, by ID or by name. */
export const severalRecords = fields({
	company_name: text('Company Name', 'e.g. Acme Legal', {
		description: 'LeadLex looks for a company with a name like this',
	}),
	contact_id: recordLocator(contactLocator),
	contact_name: text('Contact Name', 'e.g. Hans Müller', {
		description: 'LeadLex looks for a contact with a name like this',
	}),
	deal_id: recordLocator(dealLocator),
});

export const contactOnly = fields({ contact_id: required(recordLocator(contactLocator)) });
export const dealOnly = fields({ deal_id: required(recordLocator(dealLocator)) });
