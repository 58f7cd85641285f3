import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { changes, which } from './fields';

/** PATCH /v1/campaigns/{id}: docs.leadlex.com/api-reference/campaigns/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update campaign',
	description: 'Update the settings of a campaign that are filled in',
	properties: [...propertiesOf(which), updateFields(changes)],
	parse: (item) => ({ id: item.read(which).campaign_id, changes: item.requireChanges(changes) }),
	request: (campaign) => ({
		method: 'PATCH',
		path: path`/v1/campaigns/${campaign.id}`,
		body: campaign.changes,
		// The same values again
		idempotent: true,
	}),
	output: recordIn('campaign'),
};
