import type { BatchOperation } from '../../../shared/operation/types';
import { boolean, propertiesOf, fields } from '../../../shared/operation/fields';
import type { Deletion } from '../../api/bulkDelete';
import { bulkDeleteOutcomes } from '../../api/bulkDelete';
import { dealIds } from './fields';

const options = fields({
	dry_run: boolean('Dry Run', {
		description: 'Whether to only count the deals that would be deleted, and delete none',
	}),
});

/** POST /v1/deals/bulk-delete: docs.leadlex.com/api-reference/bulk/deals-delete */
export const deleteMany: BatchOperation<Deletion> = {
	value: 'deleteMany',
	name: 'Delete Many',
	action: 'Delete many deals',
	description: 'Permanently delete deals, up to 500 with each request',
	properties: [...propertiesOf(dealIds), ...propertiesOf(options)],
	parse: (item) => {
		const { dry_run } = item.read(options);
		return item.read(dealIds).deal_ids.map((id) => ({ id, dry_run }));
	},
	batch: {
		maxSize: 500,
		groupBy: ({ dry_run }) => String(dry_run === true),
		recordId: ({ id }) => id,
	},
	request: (deals) => ({
		// A dry run changes nothing
		...(deals[0].dry_run && { safe: true }),
		method: 'POST',
		path: '/v1/deals/bulk-delete',
		body: { deal_ids: deals.map(({ id }) => id), dry_run: deals[0].dry_run },
		idempotencyKey: true,
	}),
	outcomes: bulkDeleteOutcomes('deal'),
};
