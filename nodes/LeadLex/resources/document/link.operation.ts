import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { fieldsPerChoice } from '../../fields/conditional';
import { linkDetails, linkTo, linkTargets, target } from './fields';

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
	properties: [
		...propertiesOf(target),
		...propertiesOf(linkTo),
		...fieldsPerChoice('entityType', linkTargets),
		additionalFields(linkDetails),
	],
	parse: (item) => {
		const { entity_type = 'contact' } = item.read(linkTo);
		const [entity_id] = Object.values<string>(item.read(linkTargets[entity_type]));
		return {
			documentId: item.read(target).document_id,
			body: { entity_type, entity_id, ...item.read(linkDetails) },
		};
	},
	request: ({ documentId, body }) => ({
		method: 'POST',
		path: path`/v1/documents/${documentId}/link`,
		body,
		idempotencyKey: true,
	}),
	output: record,
};
