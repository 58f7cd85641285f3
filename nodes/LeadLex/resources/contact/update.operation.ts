import { updateFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';
import { changes } from './params';

const contact = params({ contact_id: required(picked(contactLocator)) });

/** PATCH /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/update */
export const update: SingleOperation<{ id: string; changed: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update contact',
	description: 'Change the fields of a contact that are filled in',
	fields: [...fieldsOf(contact), updateFields(changes)],
	parse: (item) => ({ id: item.values(contact).contact_id!, changed: item.changes(changes) }),
	request: ({ id, changed }) => ({
		method: 'PATCH',
		path: path`/v1/contacts/${id}`,
		body: changed,
		// Notes are appended, all else is set
		...(changed.notes === undefined && { repeatable: true }),
	}),
	output: record,
};
