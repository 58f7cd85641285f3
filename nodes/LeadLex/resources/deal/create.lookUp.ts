import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../../shared/operation/request';
import { call } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { looseKey, textKey } from '../../api/lookUpInList';
import { readPages } from '../../api/paging';
import { recordIn } from '../../api/response';

/**
 * Returns the deals that were created since then, as rows of the list.
 *
 * GET /v1/deals: docs.leadlex.com/api-reference/deals/list
 */
export const findCreatedDeals = (since: Date): Steps<IDataObject[]> =>
	readPages(
		{ method: 'GET', path: '/v1/deals', query: { created_after: since.toISOString() } },
		'deals',
		Infinity,
	);

/** What tells deals apart that are alike but for case and spaces. */
export const isSameName = (row: IDataObject, { name }: { name: string }): boolean =>
	textKey(row.name) === textKey(name);

export const dealKey = ({ name }: IDataObject | { name: string }): string =>
	looseKey(textKey(name));

/** GET /v1/deals/{id}: docs.leadlex.com/api-reference/deals/get */
export function* getDeal({ id }: IDataObject): Steps<IDataObject> {
	return recordIn('deal')(yield* call({ method: 'GET', path: path`/v1/deals/${id}` }));
}
