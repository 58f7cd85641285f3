import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, propertiesOf, fields, text } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { numberOf, oneContact } from '../../fields/recordNumber';
import { record } from '../../api/response';
import { toRecordNumbers } from '../../fields/converters';
import { byAlias, customFields, details, identity } from './fields';

const updates = {
	...identity,
	...details,
	...fields({
		archived: boolean('Archived', {
			description: 'Whether the contact is archived, or restored',
		}),
		owner: numberOf('Owner', 'e.g. 12', { description: 'The ID of the user who owns the contact' }),
		userAccess: {
			...text('User Access', 'e.g. 12, 15', {
				description: 'The IDs of all users who may see the contact',
			}),
			convert: toRecordNumbers,
		},
	}),
};

/** PUT /leads/{leadId}: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags */
export const update: SingleOperation<{ contactId: number; changes: IDataObject }> = {
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Update the fields of a contact, its owner, or whether it is archived',
	properties: [...propertiesOf(oneContact), updateFields(updates, customFields)],
	parse: (item) => {
		const contactId = item.read(oneContact).contactId;
		const own = item.optional('customFields', byAlias);
		const changes = { ...item.read(updates), ...own };
		if (Object.keys(changes).length > 0) return { contactId, changes };
		throw new UserError('Update Fields must hold at least one field');
	},
	request: ({ contactId, changes }) => ({
		method: 'PUT',
		path: path`/leads/${String(contactId)}`,
		body: changes,
		// It sets the same values once more
		idempotent: true,
	}),
	output: (body, { contactId }) => ({ id: contactId, ...record(body) }),
};
