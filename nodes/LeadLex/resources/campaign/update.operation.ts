import { updateFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { changes, which } from './params';

/** PATCH /v1/campaigns/{id}: docs.leadlex.com/api-reference/campaigns/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update campaign',
	description: 'Update the settings of a campaign that are filled in',
	fields: [...fieldsOf(which), updateFields(changes)],
	parse: (item) => ({ id: item.values(which).campaign_id!, changes: item.changes(changes) }),
	request: (campaign) => ({
		method: 'PATCH',
		path: path`/v1/campaigns/${campaign.id}`,
		body: campaign.changes,
		// The same values again
		repeatable: true,
	}),
	output: recordIn('campaign'),
};
