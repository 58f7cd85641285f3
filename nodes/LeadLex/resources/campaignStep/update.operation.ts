import { updateFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf } from '../../../shared/params';
import { path } from '../../../shared/path';
import { recordIn } from '../../record';
import { changes, which } from './params';

type StepUpdate = Values<typeof which> & { changes: Values<typeof changes> };

/** PATCH /v1/campaigns/{id}/steps/{step_id}: docs.leadlex.com/api-reference/campaigns/update-step */
export const update: SingleOperation<StepUpdate> = {
	value: 'update',
	name: 'Update',
	action: 'Update campaign step',
	description: 'Update an email of a campaign, as far as fields are filled in',
	fields: [...fieldsOf(which), updateFields(changes)],
	parse: (item) => ({ ...item.values(which), changes: item.changes(changes) }),
	request: ({ campaign_id, step_id, changes: body }) => ({
		method: 'PATCH',
		path: path`/v1/campaigns/${campaign_id!}/steps/${step_id!}`,
		body,
		// The same values again
		repeatable: true,
	}),
	output: recordIn('step'),
};
