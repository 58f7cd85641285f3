import { additionalFields } from '../../../shared/description';
import type { BatchOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import type { NewDeal } from './create.operation';
import { matchCreated } from './matchCreated';
import { details, identity } from './params';

/** POST /v1/deals/bulk: docs.leadlex.com/api-reference/deals/bulk-create */
export const createMany: BatchOperation<NewDeal> = {
	value: 'createMany',
	name: 'Create Many',
	action: 'Create many deals',
	description: 'Create a deal for each item, up to 50 with each request',
	fields: [...fieldsOf(identity), additionalFields(details)],
	parse: (item) => [{ ...item.values(identity), ...item.values(details) }],
	batch: { maxSize: 50, groupBy: () => '' },
	request: (deals) => ({ method: 'POST', path: '/v1/deals/bulk', body: { deals } }),
	outcomes: ({ data }, deals) =>
		matchCreated(deals, data).map((created) =>
			created
				? { json: created }
				: {
						failure: {
							message: 'LeadLex did not say which record it created',
							description:
								'LeadLex may have created this deal: its answer names no deal that can only be this one. Look for it in LeadLex before running this item again.',
							doubt: 'open',
						},
					},
		),
};
