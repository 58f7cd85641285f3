import type { IDataObject } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, propertiesOf, fields } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { documentDetailRecord } from '../../fields/records';
import { record } from '../../api/response';
import { target } from './fields';

const query = fields({
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
	properties: [...propertiesOf(target), ...propertiesOf(query)],
	record: documentDetailRecord,
	parse: (item) => ({ id: item.read(target).document_id, query: item.read(query) }),
	request: (params) => ({
		method: 'GET',
		path: path`/v1/documents/${params.id}`,
		query: params.query,
	}),
	output: record,
};
