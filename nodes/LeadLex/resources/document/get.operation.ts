import type { IDataObject } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, fieldsOf, params } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { which } from './params';

const query = params({
	download: boolean('Download Link', {
		default: true,
		description: 'Whether to return an address to download the file from, which lasts 15 minutes',
	}),
});

/** GET /v1/documents/{id}: docs.leadlex.com/api-reference/documents/get */
export const get: SingleOperation<{ id: string; query: IDataObject }> = {
	value: 'get',
	name: 'Get',
	action: 'Get document',
	description: 'Get a document with a link to its file and the records that it is linked to',
	fields: [...fieldsOf(which), ...fieldsOf(query)],
	parse: (item) => ({ id: item.values(which).document_id!, query: item.values(query) }),
	request: (wanted) => ({
		method: 'GET',
		path: path`/v1/documents/${wanted.id}`,
		query: wanted.query,
	}),
	output: record,
};
