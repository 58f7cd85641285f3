import { isObject } from '../../../shared/values';
import type { SingleOperation } from '../../../shared/operation';
import { recordId } from '../../values';

interface Link {
	objectId: number | string;
	contactId: number | string;
}

/** POST /customobjects/link: docs.sprinthub.com/en/topics/api/api-how-to-relate-a-custom-object-to-a-contact */
export const linkContact: SingleOperation<Link> = {
	value: 'linkContact',
	name: 'Link Contact',
	action: 'Link contact to custom object',
	description: 'Link a contact to a custom object record',
	fields: [
		{
			displayName: 'Custom Object ID',
			name: 'objectId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 123',
			description: 'The ID that Create Custom Object returns',
		},
		{
			displayName: 'Contact ID',
			name: 'contactId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 8473',
			description: 'The ID that Create Contact returns (SprintHub also calls it lead ID)',
		},
	],
	parse: (item) => ({
		objectId: item.required('objectId', recordId),
		contactId: item.required('contactId', recordId),
	}),
	request: ({ objectId, contactId }) => ({
		method: 'POST',
		path: '/customobjects/link',
		body: { objectId, linkType: 'lead', targetId: contactId, amount: 1 },
	}),
	output: (body, { objectId, contactId }) => ({
		...(isObject(body.data) ? body.data : body),
		objectId,
		contactId,
		linked: true,
	}),
};
