import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { unreportedFailure, matchRows } from '../../api/matchRows';
import type { NewDeal } from './create.operation';
import { details, identity } from './fields';

/** POST /v1/deals/bulk: docs.leadlex.com/api-reference/deals/bulk-create */
export const createMany: BatchOperation<NewDeal> = {
	value: 'createMany',
	name: 'Create Many',
	action: 'Create many deals',
	description: 'Create a deal for each item, up to 50 with each request',
	properties: [...propertiesOf(identity), additionalFields(details)],
	parse: (item) => [{ ...item.read(identity), ...item.read(details) }],
	batch: { maxSize: 50, groupBy: () => '' },
	request: (deals) => ({ method: 'POST', path: '/v1/deals/bulk', body: { deals } }),
	outcomes: ({ data }, deals) =>
		matchRows(deals, data, { key: ({ name }) => String(name).trim(), isConsistent }).map((row) =>
			row ? { json: row } : { failure: unreportedFailure('deal') },
		),
};

/** What comes back as it was sent, if under another name. Names of stages may come back as slugs. */
const SHOWN_AS: Partial<Record<keyof NewDeal, string>> = {
	estimated_value: 'estimated_value',
	contact_id: 'main_contact_id',
	owner_id: 'owner_user_id',
	related_company_id: 'related_company_id',
};

function isConsistent(deal: NewDeal, row: IDataObject): boolean {
	return Object.entries(SHOWN_AS).every(([sent, shown]) => {
		const value = deal[sent as keyof NewDeal];
		return value === undefined || row[shown] === undefined || row[shown] === value;
	});
}
