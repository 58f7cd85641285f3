import { id, ids } from '../../../shared/fields';
import type { BatchOperation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { companyLocator } from '../../pickers';
import type { Link } from './findLinked';
import { findLinked } from './findLinked';

/** POST /v1/companies/{id}/contacts/link: docs.leadlex.com/api-reference/companies/link-contacts */
export const linkContacts: BatchOperation<Link> = {
	value: 'linkContacts',
	name: 'Link Contacts',
	action: 'Link contacts to company',
	description: 'Link existing contacts to a company, up to 100 with each request',
	fields: [
		{
			...companyLocator,
			required: true,
			description: 'The company to link to. Items of one company share requests.',
		},
		{
			displayName: 'Contact IDs',
			name: 'contactIds',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000',
			description:
				'One ID, several with commas between them, or a list from an expression. Each contact becomes an output item of its own.',
		},
	],
	read: (item) => {
		const companyId = item.required('companyId', id);
		return item.required('contactIds', ids).map((contactId) => ({ companyId, contactId }));
	},
	batch: { maxSize: 100, groupBy: (link) => link.companyId, recordId: (link) => link.contactId },
	request: (links) => ({
		method: 'POST',
		path: path`/v1/companies/${links[0].companyId}/contacts/link`,
		body: { contact_ids: links.map(({ contactId }) => contactId) },
		// It sets the company of each contact, and so changes nothing the second time
		repeatable: true,
	}),
	output: ({ companyId, contactId }) => ({
		company_id: companyId,
		contact_id: contactId,
		linked: true,
	}),
	written: ({ data }) => {
		const { updated } = (data ?? {}) as { updated?: unknown };
		return typeof updated === 'number' ? updated : undefined;
	},
	findWritten: findLinked,
	notWritten: ({ contactId }) => ({
		message: `Contact ${contactId} was not linked`,
		description:
			'LeadLex linked the other contacts of the request but not this one. Check in LeadLex that the contact exists in this workspace.',
	}),
};
