import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Values } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { idKey } from '../../../shared/utils/text';
import { findMissing } from '../../api/findMissing';
import type { manyChanges } from './fields';

export interface DealUpdate {
	id: string;
	changes: Values<typeof manyChanges>;
	/** The changes as JSON text: deals with equal changes share requests. */
	group: string;
}

const DEALS = {
	list: { method: 'GET', path: '/v1/deals' },
	name: 'deals',
	idOf: ({ id }: IDataObject) => id,
	single: (id: string): ApiRequest => ({ method: 'GET', path: path`/v1/deals/${id}` }),
} as const;

/**
 * Confirms which deals were updated when LeadLex only counts them: those that exist, if as many are
 * missing as were not counted. Reads single deals, or pages of all deals where those are fewer.
 *
 * GET /v1/deals: docs.leadlex.com/api-reference/deals/list
 * GET /v1/deals/{id}: docs.leadlex.com/api-reference/deals/get
 */
export function* findUpdated(
	deals: DealUpdate[],
	count: number | undefined,
	confirm: (deal: DealUpdate) => void,
): Steps<void> {
	// The existence of a deal does not show that a request about it was carried out
	if (count === undefined) throw new UserError('LeadLex did not say how many deals it updated');
	const uncounted = deals.length - count;
	const missing = yield* findMissing(
		deals.map(({ id }) => id),
		uncounted,
		DEALS,
	);
	if (missing.size !== uncounted) {
		throw new UserError(
			`LeadLex counts ${count} of ${deals.length}, and ${missing.size} are missing`,
		);
	}
	deals.filter(({ id }) => !missing.has(idKey(id))).forEach(confirm);
}
