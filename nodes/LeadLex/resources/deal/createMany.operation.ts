import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { idKey, nameKey } from '../../../shared/utils/text';
import { unreportedFailure, matchRows } from '../../api/matchRows';
import { dealKey, findCreatedDeals, isSameName } from './create.lookUp';
import type { NewDeal } from './create.operation';
import { details, identity } from './fields';

/** POST /v1/deals/bulk: docs.leadlex.com/api-reference/deals/bulk-create */
export const createMany: BatchOperation<NewDeal> = {
	value: 'createMany',
	name: 'Create Many',
	action: 'Create many deals',
	description: 'Create a deal for each item, up to 50 with each request',
	properties: [...propertiesOf(identity), additionalFields(details)],
	autoMap: { ...identity, ...details },
	parse: (item) => [{ ...item.read(identity), ...item.read(details) }],
	batch: { maxSize: 50, groupBy: () => '' },
	request: (deals) => ({ method: 'POST', path: '/v1/deals/bulk', body: { deals } }),
	outcomes: ({ data }, deals) =>
		matchRows(deals, data, { key: ({ name }) => nameKey(name), isConsistent }).map((row) =>
			row ? { json: row } : { failure: unreportedFailure('deal') },
		),
	lookUp: {
		key: dealKey,
		isCertain: isSameName,
		recordId: ({ id }) => id,
		findAll: findCreatedDeals,
		keyOfRow: dealKey,
	},
};

/**
 * The name in the response for each property that is returned as it was sent. The stage is missing,
 * because its name may be returned as a slug.
 */
const RESPONSE_NAMES: Partial<Record<keyof NewDeal, string>> = {
	estimated_value: 'estimated_value',
	contact_id: 'main_contact_id',
	owner_id: 'owner_user_id',
	related_company_id: 'related_company_id',
};

function isConsistent(deal: NewDeal, row: IDataObject): boolean {
	return Object.entries(RESPONSE_NAMES).every(([sent, shown]) => {
		const value = deal[sent as keyof NewDeal];
		return value === undefined || row[shown] === undefined || idKey(row[shown]) === idKey(value);
	});
}
