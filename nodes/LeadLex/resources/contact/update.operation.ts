import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';
import { changes } from './fields';

const target = fields({ contact_id: required(recordLocator(contactLocator)) });

/** PATCH /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/update */
export const update: SingleOperation<{ id: string; changed: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Update a contact, changing only the fields that are filled in',
	properties: [...propertiesOf(target), updateFields(changes)],
	autoMap: changes,
	parse: (item) => ({ id: item.read(target).contact_id, changed: item.requireChanges(changes) }),
	request: ({ id, changed }) => ({
		method: 'PATCH',
		path: path`/v1/contacts/${id}`,
		body: changed,
		// Notes are appended, while all other values are replaced
		...(changed.notes === undefined && { idempotent: true }),
	}),
	output: (body, { id }) => ({ id, ...record(body) }),
};
