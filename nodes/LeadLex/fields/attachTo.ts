/** The records that a note or a task may be about. */
import { params, picked, required, string } from '../../shared/operation/fields';
import { contactLocator, dealLocator } from './locators';

/** Several of them, or one by its name. */
export const several = params({
	company_name: string('Company Name', 'e.g. Acme Legal', {
		description: 'LeadLex looks for a company with a name like this',
	}),
	contact_id: picked(contactLocator),
	contact_name: string('Contact Name', 'e.g. Hans Müller', {
		description: 'LeadLex looks for a contact with a name like this',
	}),
	deal_id: picked(dealLocator),
});

export const contact = params({ contact_id: required(picked(contactLocator)) });
export const deal = params({ deal_id: required(picked(dealLocator)) });
