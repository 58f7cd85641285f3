import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { which } from './params';

/** DELETE /v1/campaigns/{id}/steps/{step_id}: docs.leadlex.com/api-reference/campaigns/delete-step */
export const remove: SingleOperation<Values<typeof which>> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete campaign step',
	description: 'Delete an email of a campaign, while later ones move up by one',
	fields: fieldsOf(which),
	parse: (item) => item.values(which),
	request: ({ campaign_id, step_id }) => ({
		method: 'DELETE',
		path: path`/v1/campaigns/${campaign_id!}/steps/${step_id!}`,
		// What is gone stays gone
		repeatable: true,
	}),
	output: (body, { step_id }) => ({ id: step_id, deleted: true, ...record(body) }),
};
