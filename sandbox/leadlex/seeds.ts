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
