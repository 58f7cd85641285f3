/** Prospects: people outside the CRM. The contract shows no example of them. */
import { includes, pick } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { invalid, ok } from './responses';
import { prospectById, prospectSeeds } from './seeds';
import type { LeadLexState } from './types';

export const prospectHandlers: Record<string, Handler<LeadLexState>> = {
	searchProspects: ({ body }) => search(body as Filters),
	// Takes older names of the same filters
	searchProspectsLegacy: ({ body }) => {
		const { query, jobTitles, titles = jobTitles, ...filters } = body as Filters;
		return search({ ...filters, titles: titles ?? (query === undefined ? undefined : [query]) });
	},
	revealProspect,
	bulkRevealProspects,
};

interface Filters extends Record<string, unknown> {
	page?: number;
	query?: string;
	titles?: string[];
	jobTitles?: string[];
}

/** The fields of a search result. */
const SEARCH_FIELDS = [
	'full_name',
	'first_name',
	'last_name',
	'job_title',
	'linkedin_url',
	'location',
	'company',
	'company_domain',
	'company_size',
	'company_industry',
	'member_id',
	'company_id',
];

const PAGE_SIZE = 25;
const prospects = prospectSeeds();

/** The field that each filter is applied to. Other filters match everything. */
const FILTERED_FIELDS: Record<string, string> = {
	titles: 'job_title',
	name: 'full_name',
	company_name: 'company',
	companies: 'company',
	domains: 'company_domain',
	industry: 'company_industry',
	headcount: 'company_size',
	location: 'location',
};

function search({ page = 1, ...filters }: Filters): MockResponse {
	const used = Object.entries(filters).filter(([, expected]) => expected !== undefined);
	if (used.length === 0) invalid('At least one filter is required');
	const matches = prospects.filter((prospect) =>
		used.every(([name, expected]) => {
			if (!(name in FILTERED_FIELDS)) return true;
			return [expected]
				.flat()
				.some((text) => includes(prospect, [FILTERED_FIELDS[name]], String(text)));
		}),
	);
	const start = (page - 1) * PAGE_SIZE;
	const results = matches.slice(start, start + PAGE_SIZE).map((prospect) => ({
		...pick(prospect, SEARCH_FIELDS),
		email_available: true,
		phone_available: true,
	}));
	const total = matches.length;
	const total_pages = Math.ceil(total / PAGE_SIZE);
	return ok({ results, pagination: { page, per_page: PAGE_SIZE, total, total_pages } });
}

interface ProspectIds {
	member_id?: string;
	document_id?: string;
}

function reveal({ member_id, document_id }: ProspectIds): Record<string, unknown> | undefined {
	const prospect = prospectById(member_id ?? document_id ?? '');
	return prospect && { ...prospect, email_verified: true };
}

const REVEALED_FIELDS = [
	'member_id',
	'company_id',
	'full_name',
	'email',
	'email_verified',
	'phone',
	'linkedin_url',
	'job_title',
	'company',
];

/** Reveals nothing for an unknown ID; the pages do not say what happens then. */
function revealProspect({ body }: Call): MockResponse {
	return ok({
		...(body as ProspectIds),
		...pick(reveal(body as ProspectIds) ?? {}, REVEALED_FIELDS),
	});
}

function bulkRevealProspects({ body }: Call): MockResponse {
	const requested = (body as { prospects: ProspectIds[] }).prospects;
	const fields = ['member_id', 'email', 'email_verified', 'phone', 'full_name'];
	const results = requested.map(({ member_id }) => {
		const prospect = reveal({ member_id });
		if (!prospect) return { member_id, status: 'failed', error: 'HTTP 404' };
		return { ...pick(prospect, fields), status: 'success' };
	});
	const succeeded = results.filter(({ status }) => status === 'success').length;
	const total = results.length;
	return ok({ results, summary: { total, succeeded, failed: total - succeeded } });
}
