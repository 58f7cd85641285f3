import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { which } from './params';

/** DELETE /v1/campaigns/{id}: docs.leadlex.com/api-reference/campaigns/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete campaign',
	description: 'Delete a campaign that is still a draft',
	fields: fieldsOf(which),
	parse: (item) => item.values(which).campaign_id!,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/campaigns/${id}`,
		// What is gone stays gone
		repeatable: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
	hints: {
		409: 'LeadLex deletes drafts only. Use the operation Pause to stop a campaign that has been started.',
	},
};
