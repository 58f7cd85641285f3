import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** DELETE /v1/campaigns/{id}/steps/{step_id}: docs.leadlex.com/api-reference/campaigns/delete-step */
export const remove: SingleOperation<Values<typeof target>> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete campaign step',
	description: 'Delete an email from a campaign, where later emails move up by one',
	properties: propertiesOf(target),
	parse: (item) => item.read(target),
	request: ({ campaign_id, step_id }) => ({
		method: 'DELETE',
		path: path`/v1/campaigns/${campaign_id}/steps/${step_id}`,
		// Deleting twice has no further effect
		idempotent: true,
	}),
	output: (body, { step_id }) => ({ id: step_id, deleted: true, ...record(body) }),
};
