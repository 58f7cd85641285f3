import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	fieldsOf,
	integer,
	longText,
	params,
	required,
	string,
	stringList,
	atMost,
} from '../../../shared/operation/fields';
import { record } from '../../api/response';

const identity = params({
	name: required(
		atMost(
			255,
			string('Name', 'e.g. Acme-NDA-2026.pdf', { description: 'At most 255 characters' }),
		),
	),
	mime_type: required(string('MIME Type', 'e.g. application/pdf')),
	storage_path: required(
		string('Storage Path', 'e.g. workspaces/ws_123/documents/nda.pdf', {
			description: 'Where in the storage of LeadLex the file is that has been uploaded before',
		}),
	),
});

const details = params({
	description: longText('Description', 'e.g. Mutual NDA with Acme Corp'),
	folder: string('Folder', 'e.g. /clients/acme/ndas', {
		description: 'LeadLex makes it if it is not there',
	}),
	size_bytes: integer('Size in Bytes', { typeOptions: { minValue: 0 } }),
	tags: stringList('Tags', 'e.g. nda, signed', {
		description: 'Tags with commas between them, or a list from an expression',
	}),
});

/** POST /v1/documents: docs.leadlex.com/api-reference/documents/create */
export const create: SingleOperation<Values<typeof identity> & Values<typeof details>> = {
	value: 'create',
	name: 'Create',
	action: 'Create document',
	description: 'Create the document of a file that has been uploaded to LeadLex before',
	fields: [...fieldsOf(identity), additionalFields(details)],
	parse: (item) => ({ ...item.values(identity), ...item.values(details) }),
	request: (document) => ({
		method: 'POST',
		path: '/v1/documents',
		body: document,
		idempotent: true,
	}),
	output: record,
	recordId: ({ id }) => id,
	hints: { 409: 'Nothing was written. The file at this Storage Path has a document already.' },
};
