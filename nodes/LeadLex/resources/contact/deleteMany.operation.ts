import type { BatchOperation } from '../../../shared/operation';
import type { Deletion } from '../../bulkDelete';
import { bulkDelete } from '../../bulkDelete';

/** POST /v1/contacts/bulk-delete: docs.leadlex.com/api-reference/bulk/contacts-delete */
export const deleteMany: BatchOperation<Deletion> = {
	value: 'deleteMany',
	name: 'Delete Many',
	action: 'Delete many contacts',
	description: 'Delete contacts for good, up to 500 with each request',
	...bulkDelete('contact', 'Contact IDs'),
};
