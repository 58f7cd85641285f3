import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { record } from '../../api/response';
import { customFields, details, identity, toValuesByAlias } from './fields';

/** POST /leads: docs.sprinthub.com/en/topics/api/api-creating-a-lead */
export const create: SingleOperation<IDataObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Create a new contact (SprintHub also calls it a lead)',
	properties: [...propertiesOf(identity), additionalFields(details, customFields)],
	autoMap: { ...identity, ...details },
	parse: (item) => {
		const customValues = item.optional('customFields', toValuesByAlias);
		const contact = { ...item.read(identity), ...item.read(details), ...customValues };
		if (Object.keys(contact).length > 0) return contact;
		throw new UserError('At least one of First Name, Last Name, Email and WhatsApp is required');
	},
	request: (contact) => ({ method: 'POST', path: '/leads', body: contact }),
	output: record,
	recordId: ({ id }) => id,
};
