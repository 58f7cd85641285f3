import type { IDataObject, NodeApiError } from 'n8n-workflow';

import type { Read } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import type { manyChanges } from './params';

const PAGE_SIZE = 100;

export interface DealUpdate {
	id: string;
	changes: Values<typeof manyChanges>;
	/** The changes as text: deals that share it share requests. */
	group: string;
}

/**
 * Confirms which deals were updated when LeadLex only counts them: those that are there, if as many
 * are missing as were not counted. Reads single deals, or pages of all deals where those are fewer.
 *
 * GET /v1/deals: docs.leadlex.com/api-reference/deals/list
 * GET /v1/deals/{id}: docs.leadlex.com/api-reference/deals/get
 */
export async function findUpdated(
	deals: DealUpdate[],
	count: number | undefined,
	read: Read,
	confirm: (deal: DealUpdate) => void,
): Promise<void> {
	// That a deal is there does not tell that a request about it was carried out
	if (count === undefined) throw new Error('LeadLex did not say how many deals it updated');
	const unknown = new Set(deals.map(({ id }) => id));
	const missing = new Set<string>();
	const uncounted = deals.length - count;

	for (let page = 1, pagesLeft = 1; unknown.size > 0 && missing.size < uncounted;) {
		if (pagesLeft === 0) {
			unknown.forEach((id) => missing.add(id));
			break;
		}
		if (unknown.size <= pagesLeft) {
			const [id] = unknown;
			if (!(await isThere(id, read))) missing.add(id);
			unknown.delete(id);
		} else {
			const { ids, left } = await dealsOf(page++, read);
			ids.forEach((id) => unknown.delete(id));
			pagesLeft = left;
		}
	}
	if (missing.size !== uncounted) {
		throw new Error(`LeadLex counts ${count} of ${deals.length}, and ${missing.size} are missing`);
	}
	deals.filter(({ id }) => !missing.has(id)).forEach(confirm);
}

async function isThere(id: string, read: Read): Promise<boolean> {
	return await read({ method: 'GET', path: path`/v1/deals/${id}` }).then(
		() => true,
		(error: NodeApiError) => {
			if (error.httpCode === '404') return false;
			throw error;
		},
	);
}

async function dealsOf(page: number, read: Read) {
	const query = { page, per_page: PAGE_SIZE };
	const { data, meta } = await read({ method: 'GET', path: '/v1/deals', query });
	const { deals = [] } = (data ?? {}) as { deals?: IDataObject[] };
	const { total } = (meta ?? {}) as { total?: number };
	// Without a total, a full page may have a next one
	const atLeast = deals.length < PAGE_SIZE ? page : page + 1;
	const pages = total === undefined ? atLeast : Math.ceil(total / PAGE_SIZE);
	const left = deals.length === 0 ? 0 : pages - page;
	return { ids: deals.map(({ id }) => String(id)), left };
}
