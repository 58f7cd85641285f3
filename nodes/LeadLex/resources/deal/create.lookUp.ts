import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../../shared/operation/request';
import { call } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { nameKey } from '../../../shared/utils/text';
import { readPages } from '../../api/paging';
import { recordIn } from '../../api/response';

/**
 * Returns the deals of this name that were created since then, as rows of the list.
 *
 * GET /v1/deals: docs.leadlex.com/api-reference/deals/list
 */
export function* findCreated(name: string, since: Date): Steps<IDataObject[]> {
	const query = { created_after: since.toISOString() };
	const deals = yield* readPages({ method: 'GET', path: '/v1/deals', query }, 'deals', Infinity);
	return deals.filter((deal) => nameKey(deal.name) === nameKey(name));
}

/** GET /v1/deals/{id}: docs.leadlex.com/api-reference/deals/get */
export function* getDeal({ id }: IDataObject): Steps<IDataObject> {
	return recordIn('deal')(yield* call({ method: 'GET', path: path`/v1/deals/${id}` }));
}
