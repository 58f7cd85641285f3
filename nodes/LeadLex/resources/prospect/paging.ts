import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { call, callAll } from '../../../shared/operation/request';

interface Page {
	results?: IDataObject[];
	pagination?: { per_page?: number; total_pages?: number };
}

/**
 * Reads up to `limit` results of a search. LeadLex decides the page size and returns it with the number of
 * pages; the remaining pages are then requested at once.
 */
export function* searchProspects(filters: IDataObject, limit: number): Steps<IDataObject[]> {
	const { results = [], pagination = {} } = pageIn(yield* call(pageRequest(filters, 1)));
	const { per_page, total_pages } = pagination;
	if (total_pages !== undefined) {
		if (results.length === 0) return [];
		const pageSize = per_page || results.length;
		const pagesLeft = Math.max(0, Math.min(total_pages, Math.ceil(limit / pageSize)) - 1);
		const bodies = yield* callAll(
			Array.from({ length: pagesLeft }, (_, index) => pageRequest(filters, index + 2)),
		);
		return [results, ...bodies.map(resultsIn)].flat().slice(0, limit);
	}
	// Without the number of pages, a page with results may be followed by another one
	const rows = [...results];
	let lastPage = results;
	for (let number = 2; lastPage.length > 0 && rows.length < limit; number++) {
		lastPage = resultsIn(yield* call(pageRequest(filters, number)));
		rows.push(...lastPage);
	}
	return rows.slice(0, limit);
}

/** POST /v1/prospector/search: docs.leadlex.com/api-reference/prospector/search */
const pageRequest = (filters: IDataObject, page: number): ApiRequest => ({
	method: 'POST',
	path: '/v1/prospector/search',
	body: { ...filters, page },
	safe: true,
});

const pageIn = ({ data }: IDataObject): Page => (data ?? {}) as Page;
const resultsIn = (body: IDataObject): IDataObject[] => pageIn(body).results ?? [];
