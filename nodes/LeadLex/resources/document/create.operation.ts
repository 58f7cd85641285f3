import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	propertiesOf,
	integer,
	longText,
	fields,
	required,
	text,
	commaList,
	maxLength,
} from '../../../shared/operation/fields';
import { record } from '../../api/response';

const identity = fields({
	name: required(maxLength(255, text('Name', 'e.g. Acme-NDA-2026.pdf'))),
	mime_type: required(text('MIME Type', 'e.g. application/pdf')),
	storage_path: required(
		text('Storage Path', 'e.g. workspaces/ws_123/documents/nda.pdf', {
			description: 'The path of the uploaded file in the storage of LeadLex',
		}),
	),
});

const details = fields({
	description: longText('Description', 'e.g. Mutual NDA with Acme Corp'),
	folder: text('Folder', 'e.g. /clients/acme/ndas', {
		description: 'LeadLex creates it if it does not exist',
	}),
	size_bytes: integer('Size in Bytes', { typeOptions: { minValue: 0 } }),
	tags: commaList('Tags', 'e.g. nda, signed'),
});

/** POST /v1/documents: docs.leadlex.com/api-reference/documents/create */
export const create: SingleOperation<Values<typeof identity> & Values<typeof details>> = {
	value: 'create',
	name: 'Create',
	action: 'Create document',
	description: 'Create a document for a file that is already in LeadLex',
	properties: [...propertiesOf(identity), additionalFields(details)],
	autoMap: { ...identity, ...details },
	advice: { 409: 'Nothing was written. The file at this Storage Path has a document already.' },
	parse: (item) => ({ ...item.read(identity), ...item.read(details) }),
	request: (document) => ({
		method: 'POST',
		path: '/v1/documents',
		body: document,
		idempotencyKey: true,
	}),
	output: record,
	recordId: ({ id }) => id,
};
