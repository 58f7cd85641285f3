import { additionalFields, filters } from '../../../shared/operation/collections';
import type { FileOperation } from '../../../shared/operation/types';
import { fields, text, commaList } from '../../../shared/operation/fields';
import type { ExportParams } from '../../api/exports';
import { exportRequest, exportOptions } from '../../api/exports';

const query = fields({
	country: text('Country', 'e.g. AU', {
		description: 'Two-letter code of the country of the head office (ISO 3166-1)',
	}),
	industry: text('Industry', 'e.g. Legal Services'),
	size: text('Size', 'e.g. 11-50', { description: 'Number of people, as a range' }),
	tag: commaList('Tags', 'e.g. enterprise, EMEA', {
		description: 'Exports only companies that have all of these tags',
	}),
});

const fileOptions = exportOptions(
	'id, name, domain, industry, size, founded_year, hq_location, linkedin_url, tags, created_at',
);

/** GET /v1/companies/export: docs.leadlex.com/api-reference/export/companies */
export const exportFile: FileOperation<ExportParams> = {
	value: 'export',
	name: 'Export',
	action: 'Export companies',
	description: 'Export companies as a CSV file, at most 10 times an hour',
	properties: [filters(query), additionalFields(fileOptions)],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(query), ...item.read(fileOptions) }),
	request: (params) => exportRequest('/v1/companies/export', params),
	file: { name: 'companies.csv', type: 'text/csv' },
};
