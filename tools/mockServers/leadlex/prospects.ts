/** The database of people outside, of which the contract shows no example. */
import { includes, pick } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { invalid, ok } from './responses';
import { prospectById, prospectSeeds } from './seeds';
import type { LeadLexState } from './types';

export const prospectHandlers: Record<string, Handler<LeadLexState>> = {
	searchProspects: ({ body }) => search(body as Filters),
	// The older names of the same
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

/** What a search shows. */
const HIT = [
	...['full_name', 'first_name', 'last_name', 'job_title', 'linkedin_url', 'location'],
	...['company', 'company_domain', 'company_size', 'company_industry', 'member_id', 'company_id'],
];

const PER_PAGE = 25;
const prospects = prospectSeeds();

/** Which field a filter looks at. The others find everything. */
const looksAt: Record<string, string> = {
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
	const given = Object.entries(filters).filter(([, wanted]) => wanted !== undefined);
	if (given.length === 0) invalid('At least one filter is required');
	const found = prospects.filter((prospect) =>
		given.every(([name, wanted]) => {
			if (!(name in looksAt)) return true;
			return [wanted].flat().some((text) => includes(prospect, [looksAt[name]], String(text)));
		}),
	);
	const start = (page - 1) * PER_PAGE;
	const results = found.slice(start, start + PER_PAGE).map((prospect) => ({
		...pick(prospect, HIT),
		email_available: true,
		phone_available: true,
	}));
	const total = found.length;
	const total_pages = Math.ceil(total / PER_PAGE);
	return ok({ results, pagination: { page, per_page: PER_PAGE, total, total_pages } });
}

interface Wanted {
	member_id?: string;
	document_id?: string;
}

function reveal({ member_id, document_id }: Wanted): Record<string, unknown> | undefined {
	const found = prospectById(member_id ?? document_id ?? '');
	return found && { ...found, email_verified: true };
}

const REVEALED = [
	...['member_id', 'company_id', 'full_name', 'email', 'email_verified', 'phone', 'linkedin_url'],
	...['job_title', 'company'],
];

/** What an unknown ID leads to is not documented. Here it reveals nothing. */
function revealProspect({ body }: Call): MockResponse {
	return ok({ ...(body as Wanted), ...pick(reveal(body as Wanted) ?? {}, REVEALED) });
}

function bulkRevealProspects({ body }: Call): MockResponse {
	const wanted = (body as { prospects: Wanted[] }).prospects;
	const fields = ['member_id', 'email', 'email_verified', 'phone', 'full_name'];
	const results = wanted.map(({ member_id }) => {
		const found = reveal({ member_id });
		if (!found) return { member_id, status: 'failed', error: 'HTTP 404' };
		return { ...pick(found, fields), status: 'success' };
	});
	const succeeded = results.filter(({ status }) => status === 'success').length;
	const total = results.length;
	return ok({ results, summary: { total, succeeded, failed: total - succeeded } });
}
