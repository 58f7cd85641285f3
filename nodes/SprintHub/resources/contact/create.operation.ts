import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { record } from '../../fields/converters';
import { byAlias, customFields, details, identity } from './params';

/** POST /leads: docs.sprinthub.com/en/topics/api/api-creating-a-lead */
export const create: SingleOperation<IDataObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Create a new contact (SprintHub also calls it a lead)',
	fields: [...fieldsOf(identity), additionalFields(details, customFields)],
	parse: (item) => {
		const own = item.optional('customFields', byAlias);
		const contact = { ...item.values(identity), ...item.values(details), ...own };
		if (Object.keys(contact).length > 0) return contact;
		throw new UserError('At least one of First Name, Last Name, Email and WhatsApp is required');
	},
	request: (contact) => ({ method: 'POST', path: '/leads', body: contact }),
	output: record,
	recordId: ({ id }) => id,
};
