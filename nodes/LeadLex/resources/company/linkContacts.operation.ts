import type { BatchOperation } from '../../../shared/operation/types';
import {
	propertiesOf,
	idList,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import type { Link } from './linkContacts.lookUp';
import { findLinked } from './linkContacts.lookUp';

const links = fields({
	company_id: required(
		recordLocator(companyLocator, {
			description: 'The company to link to. Items of one company share requests.',
		}),
	),
	contact_ids: required(
		idList('Contact IDs', 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
			perEntry: 'contact',
		}),
	),
});

/** POST /v1/companies/{id}/contacts/link: docs.leadlex.com/api-reference/companies/link-contacts */
export const linkContacts: BatchOperation<Link> = {
	value: 'linkContacts',
	name: 'Link Contacts',
	action: 'Link contacts to company',
	description: 'Link existing contacts to a company, up to 100 with each request',
	properties: propertiesOf(links),
	parse: (item) => {
		const { company_id, contact_ids } = item.read(links);
		return contact_ids.map((contactId) => ({ companyId: company_id, contactId }));
	},
	batch: { maxSize: 100, groupBy: (link) => link.companyId, recordId: (link) => link.contactId },
	request: (records) => ({
		method: 'POST',
		path: path`/v1/companies/${records[0].companyId}/contacts/link`,
		body: { contact_ids: records.map(({ contactId }) => contactId) },
		// Sets the company of each contact, so linking twice has no further effect
		idempotent: true,
	}),
	outcomes: ({ data }) => {
		const { updated } = (data ?? {}) as { updated?: unknown };
		return { written: typeof updated === 'number' ? updated : undefined };
	},
	lookUp: {
		find: findLinked,
		outcome: ({ companyId, contactId }, linked) =>
			linked
				? { json: { company_id: companyId, contact_id: contactId, linked } }
				: {
						failure: {
							message: `Contact ${contactId} was not linked`,
							description:
								'LeadLex did not link this contact. Check that Contact IDs has the ID of a contact, not its name, and that the contact exists in this workspace.',
						},
					},
	},
};
