import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, id, json, fields, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';

const link = fields({
	object_id: required(
		id('Object ID', 'e.g. 6f1c2d9e-0b7a-4c55-9a53-2f2c7f1f8f10', {
			description: 'The object to link to. Copy its ID from Voxworks.',
		}),
	),
	contact_id: required(
		id('Contact ID', 'e.g. a1b2c3d4-5678-90ab-cdef-1234567890ab', {
			description:
				'The contact_id that Create Contact returns. It returns none for a contact that it skipped.',
		}),
	),
});

const details = fields({
	metadata: json('Metadata', 'e.g. {"source": "webinar"}', 'JSON object to keep with the link'),
});

/** POST /api/v1/link-contact-to-object/{object_id}: docs.voxworks.ai/api-reference/objects/link-contact-to-object */
export const linkContact: SingleOperation<{ objectId: string; body: IDataObject }> = {
	value: 'linkContact',
	name: 'Link Contact',
	action: 'Link contact to object',
	description: 'Link a contact to an object, such as a property or a deal',
	properties: [...propertiesOf(link), additionalFields(details)],
	parse: (item) => {
		const { object_id, ...contact } = item.read(link);
		return { objectId: object_id, body: { ...contact, ...item.read(details) } };
	},
	request: ({ objectId, body }) => ({
		method: 'POST',
		path: path`/api/v1/link-contact-to-object/${objectId}`,
		body,
	}),
	output: (body, { objectId, body: { contact_id } }) => ({
		...body,
		object_id: objectId,
		contact_id,
		linked: true,
	}),
};
