import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { record } from '../../api/response';
import { dealKey, findCreatedDeals, getDeal, isSameName } from './create.lookUp';
import { details, identity } from './fields';

export type NewDeal = Values<typeof identity> & Values<typeof details>;

/** POST /v1/deals: docs.leadlex.com/api-reference/deals/create */
export const create: SingleOperation<NewDeal> = {
	value: 'create',
	name: 'Create',
	action: 'Create deal',
	description: 'Create a new deal, called a mandate in LeadLex',
	properties: [...propertiesOf(identity), additionalFields(details)],
	autoMap: { ...identity, ...details },
	parse: (item) => ({ ...item.read(identity), ...item.read(details) }),
	request: (deal) => ({ method: 'POST', path: '/v1/deals', body: deal }),
	output: record,
	recordId: ({ id }) => id,
	lookUp: {
		key: ({ name }) => name,
		*find(deal, since) {
			const deals = yield* findCreatedDeals(since);
			const key = dealKey(deal);
			return deals.filter((row) => dealKey(row) === key);
		},
		isCertain: isSameName,
		get: getDeal,
	},
};
