import { updateFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { findUpdated } from './updateMany.lookUp';
import type { DealUpdate } from './updateMany.lookUp';
import { dealIds, manyChanges } from './fields';

/** PATCH /v1/deals/bulk: docs.leadlex.com/api-reference/deals/bulk-update */
export const updateMany: BatchOperation<DealUpdate> = {
	value: 'updateMany',
	name: 'Update Many',
	action: 'Update many deals',
	description: 'Update many deals, up to 100 with the same changes in each request',
	properties: [...propertiesOf(dealIds), updateFields(manyChanges)],
	autoMap: manyChanges,
	parse: (item) => {
		const changes = item.requireChanges(manyChanges);
		const group = JSON.stringify(changes);
		return item.read(dealIds).deal_ids.map((id) => ({ id, changes, group }));
	},
	batch: { maxSize: 100, groupBy: ({ group }) => group, recordId: ({ id }) => id },
	request: (deals) => ({
		method: 'PATCH',
		path: '/v1/deals/bulk',
		body: { deal_ids: deals.map(({ id }) => id), updates: deals[0].changes },
		// Setting the same values again has no further effect
		idempotent: true,
	}),
	outcomes: ({ data }, deals) => {
		const { updated } = (data ?? {}) as { updated?: unknown };
		if (typeof updated === 'number') return { written: updated };
		return deals.map(({ id }) => ({
			failure: {
				message: `LeadLex did not say whether it updated deal ${id}`,
				description: 'You can run this item again: the same changes twice do no harm.',
				inDoubt: 'mayRetry',
			},
		}));
	},
	lookUp: {
		find: findUpdated,
		outcome: ({ id }, updated) =>
			updated
				? { json: { id, updated } }
				: {
						failure: {
							message: `Deal ${id} was not updated`,
							description:
								'LeadLex did not count it among the deals that it changed. Check in LeadLex that it exists in this workspace.',
						},
					},
	},
};
