import type { BatchOperation } from '../../../shared/operation/types';
import { boolean, fieldsOf, params } from '../../../shared/operation/fields';
import type { Deletion } from '../../api/bulkDelete';
import { deletedOutcomes } from '../../api/bulkDelete';
import { dealIds } from './params';

const trial = params({
	dry_run: boolean('Dry Run', {
		description: 'Whether to only count the deals that would be deleted, and delete none',
	}),
});

/** POST /v1/deals/bulk-delete: docs.leadlex.com/api-reference/bulk/deals-delete */
export const deleteMany: BatchOperation<Deletion> = {
	value: 'deleteMany',
	name: 'Delete Many',
	action: 'Delete many deals',
	description: 'Delete many deals for good, up to 500 with each request',
	fields: [...fieldsOf(dealIds), ...fieldsOf(trial)],
	parse: (item) => {
		const { dry_run } = item.values(trial);
		return item.values(dealIds).deal_ids!.map((id) => ({ id, dry_run }));
	},
	batch: {
		maxSize: 500,
		groupBy: ({ dry_run }) => String(dry_run === true),
		recordId: ({ id }) => id,
	},
	request: (deals) => ({
		method: 'POST',
		path: '/v1/deals/bulk-delete',
		body: { deal_ids: deals.map(({ id }) => id), dry_run: deals[0].dry_run },
		idempotent: true,
	}),
	outcomes: deletedOutcomes('deal'),
};
