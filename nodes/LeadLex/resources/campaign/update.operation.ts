import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { changes, target } from './fields';

/** PATCH /v1/campaigns/{id}: docs.leadlex.com/api-reference/campaigns/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update campaign',
	description: 'Update the settings of a campaign, changing only those that are filled in',
	properties: [...propertiesOf(target), updateFields(changes)],
	autoMap: changes,
	parse: (item) => ({ id: item.read(target).campaign_id, changes: item.requireChanges(changes) }),
	request: (campaign) => ({
		method: 'PATCH',
		path: path`/v1/campaigns/${campaign.id}`,
		body: campaign.changes,
		// Setting the same values again has no further effect
		idempotent: true,
	}),
	output: (body, { id }) => ({ id, ...recordIn('campaign')(body) }),
};
