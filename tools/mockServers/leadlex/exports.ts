/** Exports as CSV. */
import { passes } from '../crud/store';
import type { Row } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { toCsv } from './csv';
import type { LeadLexState } from './types';

/** Columns in the documented order: a field of the record, or a function that computes the cell. */
type Columns = Record<string, string | ((row: Row, state: LeadLexState) => unknown)>;

const contactColumns: Columns = {
	id: 'id',
	full_name: 'full_name',
	email: 'email',
	phone: 'phone',
	job_title: 'job_title',
	company_name: 'company',
	linkedin_url: 'linkedin_url',
	tags: 'tags',
	created_at: 'created_date',
};

const dealColumns: Columns = {
	id: 'id',
	name: 'name',
	pipeline_id: 'pipeline',
	stage_id: 'stage',
	// The other calls say active for open
	status: ({ status }) => (status === 'active' ? 'open' : status),
	value: 'estimated_value',
	currency: 'currency',
	company_name: (row, state) => state.companies.get(String(row.related_company_id))?.name,
	owner_email: (row, state) => state.users.get(String(row.owner_user_id))?.email,
	created_at: 'created_date',
	closed_at: 'closed_date',
};

const companyColumns: Columns = {
	id: 'id',
	name: 'name',
	domain: 'domain',
	industry: 'industry',
	size: 'size',
	founded_year: 'founded_year',
	hq_location: 'hq_location',
	linkedin_url: 'linkedin_url',
	tags: 'tags',
	created_at: 'created_date',
};

export const exportHandlers: Record<string, Handler<LeadLexState>> = {
	exportContacts({ query: { list_id, ...query } }, state) {
		const members = state.contactIdsByList.get(String(list_id));
		const contacts = [...state.contacts.values()].map((contact) => ({ ...contact }));
		const matches = contacts.filter(({ id }) => list_id === undefined || members?.has(id));
		return csv('contacts', contactColumns, matches, query, state);
	},
	exportDeals: ({ query: { pipeline_id, stage_id, status, ...query } }, state) =>
		csv(
			'deals',
			dealColumns,
			[...state.deals.values()],
			{
				...query,
				...(pipeline_id !== undefined && { pipeline: pipeline_id }),
				...(stage_id !== undefined && { stage: stage_id }),
				...(status !== undefined && { status: status === 'open' ? 'active' : status }),
			},
			state,
		),
	exportCompanies: ({ query }, state) =>
		csv(
			'companies',
			companyColumns,
			[...state.companies.values()].map((company) => ({ ...company })),
			query,
			state,
		),
};

function csv(
	name: string,
	columns: Columns,
	rows: Row[],
	{ limit = 10_000, fields, ...filters }: Call['query'],
	state: LeadLexState,
): MockResponse {
	const header = fields === undefined ? Object.keys(columns) : String(fields).split(',');
	const matches = rows
		.filter((row) =>
			Object.entries(filters).every(([filter, expected]) => passes(row, filter, expected)),
		)
		.slice(0, Number(limit));
	const cell = (row: Row, column: string) => {
		const from = columns[column] ?? column;
		return typeof from === 'string' ? row[from] : from(row, state);
	};
	const lines = matches.map((row) => header.map((column) => cell(row, column)));
	return {
		status: 200,
		headers: { 'Content-Disposition': `attachment; filename="${name}-export.csv"` },
		type: 'text/csv; charset=utf-8',
		body: toCsv([header, ...lines]),
	};
}
