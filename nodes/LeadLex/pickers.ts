import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';

import { readForEditor } from '../shared/send';
import { leadLex } from './api';

const PAGE_SIZE = 100;

/** A company, picked from a list that LeadLex searches by name, or given by its ID. */
export const companyLocator: INodeProperties = {
	displayName: 'Company',
	name: 'companyId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a company...',
			typeOptions: { searchListMethod: 'searchCompanies', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. c1b2a3d4-e5f6-7890-abcd-ef1234567890',
		},
	],
};

/** GET /v1/companies: docs.leadlex.com/api-reference/companies/list */
export async function searchCompanies(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const page = Number(paginationToken ?? 1);
	const body = await readForEditor(this, leadLex, {
		method: 'GET',
		path: '/v1/companies',
		query: { page, per_page: PAGE_SIZE, ...(filter ? { search: filter } : {}) },
	});
	const { companies = [] } = (body.data ?? {}) as { companies?: IDataObject[] };
	const { total = 0 } = (body.meta ?? {}) as { total?: number };
	return {
		results: companies.map(({ id, name }) => ({ name: String(name ?? id), value: String(id) })),
		paginationToken:
			companies.length > 0 && page * PAGE_SIZE < total ? String(page + 1) : undefined,
	};
}
