import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** DELETE /v1/campaigns/{id}: docs.leadlex.com/api-reference/campaigns/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete campaign',
	description: 'Delete a campaign that is still a draft',
	properties: propertiesOf(target),
	advice: {
		409: 'LeadLex deletes drafts only. Use the operation Pause to stop a campaign that has been started.',
	},
	parse: (item) => item.read(target).campaign_id,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/campaigns/${id}`,
		// Deleting twice has no further effect
		idempotent: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
