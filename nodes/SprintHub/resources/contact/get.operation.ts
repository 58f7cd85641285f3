import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, text } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactRecordType } from '../../fields/records';
import { contactRecord } from '../../api/response';
import { target } from './fields';

const selection = fields({
	query: text('Selection', 'e.g. {tags{id,tag,color}}', {
		description: 'Which properties to return, in the syntax of SprintHub. Leave empty for all.',
	}),
});

/** GET /leads/{leadId}: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags */
export const get: SingleOperation<{ contactId: number; query: IDataObject }> = {
	value: 'get',
	name: 'Get',
	action: 'Get contact',
	description: 'Get one contact with all of its fields, or those of a selection',
	properties: [...propertiesOf(target), additionalFields(selection)],
	record: contactRecordType,
	parse: (item) => {
		const selected = item.read(selection);
		return {
			contactId: item.read(target).contactId,
			query: selected.query === undefined ? { allFields: 1 } : selected,
		};
	},
	selectsProperties: ({ query }) => 'query' in query,
	request: ({ contactId, query }) => ({
		method: 'GET',
		path: path`/leads/${String(contactId)}`,
		query,
	}),
	output: contactRecord,
};
