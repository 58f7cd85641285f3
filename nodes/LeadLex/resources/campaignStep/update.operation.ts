import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { changes, target } from './fields';

type StepUpdate = Values<typeof target> & { changes: Values<typeof changes> };

/** PATCH /v1/campaigns/{id}/steps/{step_id}: docs.leadlex.com/api-reference/campaigns/update-step */
export const update: SingleOperation<StepUpdate> = {
	value: 'update',
	name: 'Update',
	action: 'Update campaign step',
	description: 'Update an email of a campaign, changing only the fields that are filled in',
	properties: [...propertiesOf(target), updateFields(changes)],
	autoMap: changes,
	parse: (item) => ({ ...item.read(target), changes: item.requireChanges(changes) }),
	request: ({ campaign_id, step_id, changes: body }) => ({
		method: 'PATCH',
		path: path`/v1/campaigns/${campaign_id}/steps/${step_id}`,
		body,
		// Setting the same values again has no further effect
		idempotent: true,
	}),
	output: (body, { step_id }) => ({ id: step_id, ...recordIn('step')(body) }),
};
