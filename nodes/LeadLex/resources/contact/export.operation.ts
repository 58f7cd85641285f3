import { additionalFields, filters } from '../../../shared/operation/collections';
import type { FileOperation } from '../../../shared/operation/types';
import { dateTime, fields, recordLocator, commaList } from '../../../shared/operation/fields';
import type { ExportParams } from '../../api/exports';
import { exportRequest, exportOptions } from '../../api/exports';
import { listLocator } from '../../fields/locators';

const query = fields({
	created_after: dateTime('Created After'),
	created_before: dateTime('Created Before'),
	list_id: recordLocator(listLocator, { description: 'Exports only members of this list' }),
	tag: commaList('Tags', 'e.g. VIP, Q2-target', {
		description: 'Exports only contacts that have all of these tags',
	}),
});

const fileOptions = exportOptions(
	'id, full_name, email, phone, job_title, company_name, linkedin_url, tags, created_at',
);

/** GET /v1/contacts/export: docs.leadlex.com/api-reference/export/contacts */
export const exportFile: FileOperation<ExportParams> = {
	value: 'export',
	name: 'Export',
	action: 'Export contacts',
	description: 'Export contacts as a CSV file, at most 10 times an hour',
	properties: [filters(query), additionalFields(fileOptions)],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(query), ...item.read(fileOptions) }),
	request: (params) => exportRequest('/v1/contacts/export', params),
	file: { name: 'contacts.csv', type: 'text/csv' },
};
