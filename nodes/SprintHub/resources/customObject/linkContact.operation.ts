import { isObject } from '../../../shared/utils/guards';
import type { SingleOperation } from '../../../shared/operation/types';
import { toContactId } from '../../fields/contact';
import { toRecordId } from '../../fields/converters';
import type { Link } from './link';
import { contactField, linkRequest } from './link';

/** POST /customobjects/link: docs.sprinthub.com/en/topics/api/api-how-to-relate-a-custom-object-to-a-contact */
export const linkContact: SingleOperation<Link> = {
	value: 'linkContact',
	name: 'Link Contact',
	action: 'Link contact to custom object',
	description: 'Link a contact to a custom object record',
	properties: [
		{
			displayName: 'Custom Object ID',
			name: 'objectId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 123',
			description: 'The ID that Create Custom Object returns',
		},
		contactField,
	],
	parse: (item) => ({
		objectId: item.required('objectId', toRecordId),
		contactId: item.required('contactId', toContactId),
	}),
	request: linkRequest,
	output: (body, { objectId, contactId }) => ({
		...(isObject(body.data) ? body.data : body),
		objectId,
		contactId,
		linked: true,
	}),
};
