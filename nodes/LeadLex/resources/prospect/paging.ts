import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { call, callAll } from '../../../shared/operation/request';

interface Page {
	results?: IDataObject[];
	pagination?: { per_page?: number; total_pages?: number };
}

/**
 * Up to `limit` hits of a search. LeadLex says with the first page how large pages are and how many
 * there are, and takes no size: the others that are needed are asked for at once.
 */
export function* searchProspects(wanted: IDataObject, limit: number): Steps<IDataObject[]> {
	const page = (number: number): ApiRequest => ({
		method: 'POST',
		path: '/v1/prospector/search',
		body: { ...wanted, page: number },
		safe: true,
	});
	const { results = [], pagination = {} } = dataOf(yield* call(page(1)));
	const rows = [...results];
	const perPage = pagination.per_page || results.length;
	const { total_pages } = pagination;
	if (total_pages !== undefined) {
		const rest = Math.min(total_pages, Math.ceil(limit / perPage)) - 1;
		if (rows.length === 0 || rest <= 0) return rows.slice(0, limit);
		const others = yield* callAll(Array.from({ length: rest }, (_, index) => page(index + 2)));
		return [rows, ...others.map((body) => dataOf(body).results ?? [])].flat().slice(0, limit);
	}
	// Without their number, a page with hits may have a next one
	for (let number = 2, more = results; more.length > 0 && rows.length < limit; number++) {
		more = dataOf(yield* call(page(number))).results ?? [];
		rows.push(...more);
	}
	return rows.slice(0, limit);
}

const dataOf = ({ data }: IDataObject): Page => (data ?? {}) as Page;
