import type { IDataObject } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, propertiesOf, fields } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

const query = fields({
	hard: boolean('Delete File at Once', {
		description:
			'Whether to delete the file at once rather than within an hour, which needs an API key with the permission admin:documents',
	}),
});

/** DELETE /v1/documents/{id}: docs.leadlex.com/api-reference/documents/delete */
export const remove: SingleOperation<{ id: string; query: IDataObject }> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete document',
	description: 'Permanently delete a document with its file and its links',
	properties: [...propertiesOf(target), ...propertiesOf(query)],
	advice: { 409: 'Nothing was deleted. A workflow or template of LeadLex uses this document.' },
	parse: (item) => ({ id: item.read(target).document_id, query: item.read(query) }),
	request: (document) => ({
		method: 'DELETE',
		path: path`/v1/documents/${document.id}`,
		query: document.query,
		idempotencyKey: true,
	}),
	output: (body, { id }) => ({ id, deleted: true, ...record(body) }),
};
