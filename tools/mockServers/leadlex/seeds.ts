import type { Row } from '../crud/store';
import type { LeadLexCompany } from './types';

const cities = [
	['Berlin', 'DE'],
	['Hamburg', 'DE'],
	['München', 'DE'],
	['Zürich', 'CH'],
	['Wien', 'AT'],
	['London', 'GB'],
	['Dublin', 'IE'],
	['Paris', 'FR'],
	['Lisboa', 'PT'],
	['New York', 'US'],
	['Boston', 'US'],
	['Sydney', 'AU'],
	['Singapore', 'SG'],
];

const kinds = [
	['Patents', 'Intellectual Property'],
	['Trademarks', 'Intellectual Property'],
	['Mergers', 'Legal Services'],
	['Tax Law', 'Legal Services'],
	['Arbitration', 'Legal Services'],
	['Biotech', 'Life Sciences'],
	['Robotics', 'Engineering'],
	['Shipping', 'Logistics'],
	['Energy', 'Utilities'],
	['Media', 'Publishing'],
];

/** 130 companies, so that a list needs paging: two with a name of their own, then a table. */
export function companySeeds(): LeadLexCompany[] {
	const table = cities.flatMap(([city, country]) =>
		kinds.map(([kind, industry]) => ({ name: `${city} ${kind}`, industry, city, country })),
	);
	const own = [
		{ name: 'Acme Legal', industry: 'Legal Services', city: 'New York', country: 'US' },
		{ name: 'Müller & Partner', industry: 'Legal Services', city: 'München', country: 'DE' },
	];
	return [...own, ...table].slice(0, 130).map((company, index) => ({
		id: `co-${String(index + 1).padStart(3, '0')}`,
		...company,
		created_date: '2026-02-01T10:00:00.000Z',
	}));
}

export const userSeeds = (): Row[] => [
	{ id: 'user-001', full_name: 'Alex Smith', email: 'alex@company.example' },
];

const FIRST_MEMBER = 12_345;
const titles = ['General Counsel', 'Head of Legal', 'CEO', 'Chief Executive Officer', 'CFO'];
const places = ['United States', 'Germany', 'United Kingdom'];
const sizes = ['11-50', '51-200', '201-500'];
const industries = ['Legal Services', 'Life Sciences'];

/** 60 people, so that a search for all of them needs paging. */
export const prospectSeeds = () => Array.from({ length: 60 }, (_, at) => prospect(at));

/** One of the people outside, of whom there is no end. */
export function prospect(at: number): Record<string, string> {
	const company = `Example Company ${1 + (at % 20)}`;
	const domain = `company-${1 + (at % 20)}.example`;
	return {
		member_id: String(FIRST_MEMBER + at),
		company_id: String(67_890 + (at % 20)),
		full_name: `Jane Doe ${at + 1}`,
		first_name: 'Jane',
		last_name: `Doe ${at + 1}`,
		email: `jane.${at + 1}@${domain}`,
		phone: `+12025550${String(100 + at)}`,
		job_title: titles[at % titles.length],
		linkedin_url: `https://linkedin.example/in/jane-doe-${at + 1}`,
		location: places[at % places.length],
		company,
		company_domain: domain,
		company_size: sizes[at % sizes.length],
		company_industry: industries[at % industries.length],
	};
}

export function prospectById(id: string): Record<string, string> | undefined {
	const at = Number(id) - FIRST_MEMBER;
	return Number.isInteger(at) && at >= 0 ? prospect(at) : undefined;
}
