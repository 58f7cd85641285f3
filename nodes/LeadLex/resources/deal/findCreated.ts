import type { IDataObject } from 'n8n-workflow';

import type { Read } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { recordIn } from '../../record';

const PAGE_SIZE = 100;

/**
 * The deals of this name that were created since then, as rows of the list.
 *
 * GET /v1/deals: docs.leadlex.com/api-reference/deals/list
 */
export async function findCreated(name: string, since: Date, read: Read): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	for (let page = 1, isLast = false; !isLast; page++) {
		const { data, meta } = await read({
			method: 'GET',
			path: '/v1/deals',
			query: { created_after: since.toISOString(), page, per_page: PAGE_SIZE },
		});
		const { deals = [] } = (data ?? {}) as { deals?: IDataObject[] };
		const { total = 0 } = (meta ?? {}) as { total?: number };
		found.push(...deals.filter((deal) => String(deal.name).trim() === name.trim()));
		isLast = deals.length === 0 || page * PAGE_SIZE >= total;
	}
	return found;
}

/** GET /v1/deals/{id}: docs.leadlex.com/api-reference/deals/get */
export async function getDeal({ id }: IDataObject, read: Read): Promise<IDataObject> {
	return recordIn('deal')(await read({ method: 'GET', path: path`/v1/deals/${String(id)}` }));
}
