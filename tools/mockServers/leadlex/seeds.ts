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

/** 130 companies, so that a list needs paging: two with names of their own, then a table. */
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

const MIN_MEMBER_ID = 12_345;
const titles = ['General Counsel', 'Head of Legal', 'CEO', 'Chief Executive Officer', 'CFO'];
const places = ['United States', 'Germany', 'United Kingdom'];
const sizes = ['11-50', '51-200', '201-500'];
const industries = ['Legal Services', 'Life Sciences'];

/** 60 people, so that a search for all of them needs paging. */
export const prospectSeeds = () => Array.from({ length: 60 }, (_, index) => prospect(index));

/** Returns the prospect with this number. Every number has one. */
export function prospect(index: number): Record<string, string> {
	const company = `Example Company ${1 + (index % 20)}`;
	const domain = `company-${1 + (index % 20)}.example`;
	return {
		member_id: String(MIN_MEMBER_ID + index),
		company_id: String(67_890 + (index % 20)),
		full_name: `Jane Doe ${index + 1}`,
		first_name: 'Jane',
		last_name: `Doe ${index + 1}`,
		email: `jane.${index + 1}@${domain}`,
		phone: `+12025550${String(100 + index)}`,
		job_title: titles[index % titles.length],
		linkedin_url: `https://linkedin.example/in/jane-doe-${index + 1}`,
		location: places[index % places.length],
		company,
		company_domain: domain,
		company_size: sizes[index % sizes.length],
		company_industry: industries[index % industries.length],
	};
}

export function prospectById(id: string): Record<string, string> | undefined {
	const index = Number(id) - MIN_MEMBER_ID;
	return Number.isInteger(index) && index >= 0 ? prospect(index) : undefined;
}
