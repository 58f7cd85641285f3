import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** DELETE /v1/deals/{id}: docs.leadlex.com/api-reference/deals/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete deal',
	description: 'Permanently delete a deal, but keep its activities, notes and tasks',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).deal_id,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/deals/${id}`,
		// Deleting twice has no further effect
		idempotent: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
