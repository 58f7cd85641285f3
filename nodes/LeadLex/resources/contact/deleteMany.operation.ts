import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { boolean, propertiesOf, idList, fields, required } from '../../../shared/operation/fields';
import type { Deletion } from '../../api/bulkDelete';
import { bulkDeleteOutcomes } from '../../api/bulkDelete';

const contacts = fields({
	contact_ids: required(
		idList('Contact IDs', 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
			perEntry: 'contact',
		}),
	),
});

const options = fields({
	dry_run: boolean('Dry Run', {
		default: true,
		description: 'Whether to check which IDs LeadLex finds, and to delete nothing',
	}),
});

/** POST /v1/contacts/bulk-delete: docs.leadlex.com/api-reference/bulk/contacts-delete */
export const deleteMany: BatchOperation<Deletion> = {
	value: 'deleteMany',
	name: 'Delete Many',
	action: 'Delete many contacts',
	description: 'Permanently delete contacts, up to 500 with each request',
	properties: [...propertiesOf(contacts), additionalFields(options)],
	parse: (item) => item.read(contacts).contact_ids.map((id) => ({ id, ...item.read(options) })),
	batch: {
		maxSize: 500,
		groupBy: ({ dry_run }) => String(dry_run ?? false),
		recordId: ({ id }) => id,
	},
	request: (records) => ({
		// A dry run changes nothing
		...(records[0].dry_run && { safe: true }),
		method: 'POST',
		path: '/v1/contacts/bulk-delete',
		body: { contact_ids: records.map(({ id }) => id), dry_run: records[0].dry_run },
		idempotencyKey: true,
	}),
	outcomes: bulkDeleteOutcomes('contact'),
};
