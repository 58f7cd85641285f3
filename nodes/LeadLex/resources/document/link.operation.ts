import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { fieldsByChoice } from '../../fields/conditional';
import { linkDetails, linkTo, targets, which } from './params';

interface Link {
	documentId: string;
	body: { entity_type: string; entity_id: string; role?: string };
}

/** POST /v1/documents/{id}/link: docs.leadlex.com/api-reference/documents/link */
export const link: SingleOperation<Link> = {
	value: 'link',
	name: 'Link',
	action: 'Link document',
	description: 'Link a document to a contact, company, deal, event, matter or task',
	fields: [
		...fieldsOf(which),
		...fieldsOf(linkTo),
		...fieldsByChoice('entityType', targets),
		additionalFields(linkDetails),
	],
	parse: (item) => {
		const { entity_type = 'contact' } = item.values(linkTo);
		const [entity_id] = Object.values<string>(item.values(targets[entity_type]));
		return {
			documentId: item.values(which).document_id!,
			body: { entity_type, entity_id, ...item.values(linkDetails) },
		};
	},
	request: ({ documentId, body }) => ({
		method: 'POST',
		path: path`/v1/documents/${documentId}/link`,
		body,
		idempotent: true,
	}),
	output: record,
};
