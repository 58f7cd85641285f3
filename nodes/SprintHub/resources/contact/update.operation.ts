import type { IDataObject } from 'n8n-workflow';

import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, propertiesOf, fields, text } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordNumber } from '../../fields/recordNumber';
import { record } from '../../api/response';
import { toRecordNumbers } from '../../fields/converters';
import { customFields, details, identity, target, toValuesByAlias } from './fields';

const updates = {
	...identity,
	...details,
	...fields({
		archived: boolean('Archived', {
			description: 'Whether to archive the contact. If off, the contact is restored.',
		}),
		owner: recordNumber('Owner', 'e.g. 12', {
			description: 'The ID of the user who owns the contact',
		}),
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
	properties: [...propertiesOf(target), updateFields(updates, customFields)],
	autoMap: updates,
	parse: (item) => ({
		contactId: item.read(target).contactId,
		changes: item.requireChanges(updates, item.optional('customFields', toValuesByAlias)),
	}),
	request: ({ contactId, changes }) => ({
		method: 'PUT',
		path: path`/leads/${String(contactId)}`,
		body: changes,
		// Sending it twice sets the same values
		idempotent: true,
	}),
	output: (body, { contactId }) => ({ id: contactId, ...record(body) }),
};
