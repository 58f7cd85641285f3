import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import { id, jsonObject } from '../../../shared/fields';
import type { SingleOperation } from '../../../shared/operation';
import { path } from '../../../shared/path';

interface Link {
	objectId: string;
	contactId: string;
	metadata?: IDataObject;
}

/** POST /api/v1/link-contact-to-object/{object_id}: docs.voxworks.ai/api-reference/objects/link-contact-to-object */
export const linkContact: SingleOperation<Link> = {
	value: 'linkContact',
	name: 'Link Contact',
	action: 'Link contact to object',
	description: 'Link a contact to an object, such as a property or a deal',
	fields: [
		{
			displayName: 'Object ID',
			name: 'objectId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 6f1c2d9e-0b7a-4c55-9a53-2f2c7f1f8f10',
		},
		{
			displayName: 'Contact ID',
			name: 'contactId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. a1b2c3d4-5678-90ab-cdef-1234567890ab',
			description: 'The contact_id that comes out of Create Contact',
		},
		additionalFields({
			displayName: 'Metadata',
			name: 'metadata',
			type: 'json',
			default: '',
			placeholder: 'e.g. {"source": "webinar"}',
			description: 'JSON object to keep with the link',
		}),
	],
	read: (item) => ({
		objectId: item.required('objectId', id),
		contactId: item.required('contactId', id),
		metadata: item.optional('metadata', jsonObject),
	}),
	request: ({ objectId, contactId, metadata }) => ({
		method: 'POST',
		path: path`/api/v1/link-contact-to-object/${objectId}`,
		body: { contact_id: contactId, metadata },
	}),
	output: (body, { objectId, contactId }) => ({
		...body,
		object_id: objectId,
		contact_id: contactId,
		linked: true,
	}),
};
