import type { IDataObject } from 'n8n-workflow';

import { readNumberedPages, rowsOf } from '../../../shared/operation/lists';
import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { isObject } from '../../../shared/utils/guards';
import { leadLex } from '../../api';

/** Reads up to `limit` results of a search. LeadLex decides the page size and returns the number of pages. */
export const searchProspects = (filters: IDataObject, limit: number): Steps<IDataObject[]> =>
	readNumberedPages(
		{
			api: leadLex.name,
			request: (page) => pageRequest(filters, page),
			rows: ({ data }) => rowsOf(leadLex.name, isObject(data) ? data.results : undefined, data),
			totalPages: ({ data }) =>
				isObject(data) && isObject(data.pagination) ? data.pagination.total_pages : undefined,
		},
		limit,
	);

/** POST /v1/prospector/search: docs.leadlex.com/api-reference/prospector/search */
const pageRequest = (filters: IDataObject, page: number): ApiRequest => ({
	method: 'POST',
	path: '/v1/prospector/search',
	body: { ...filters, page },
	safe: true,
});
