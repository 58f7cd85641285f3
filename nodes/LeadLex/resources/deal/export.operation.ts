import { additionalFields, filters } from '../../../shared/operation/collections';
import type { FileOperation } from '../../../shared/operation/types';
import { options, dateTime, fields, recordLocator } from '../../../shared/operation/fields';
import type { ExportParams } from '../../api/exports';
import { exportOptions, exportRequest } from '../../api/exports';
import { pipelineIdLocator, stageIdLocator } from '../../fields/locators';

const query = fields({
	created_after: dateTime('Created After'),
	created_before: dateTime('Created Before'),
	pipeline_id: recordLocator(pipelineIdLocator),
	stage_id: recordLocator(stageIdLocator, {
		description: 'A stage of the pipeline that is picked here',
	}),
	status: options('Status', { lost: 'Lost', open: 'Open', won: 'Won' }),
});

const fileOptions = exportOptions(
	'id, name, pipeline_id, stage_id, status, value, currency, company_name, owner_email, created_at, closed_at',
);

/** GET /v1/deals/export: docs.leadlex.com/api-reference/export/deals */
export const exportFile: FileOperation<ExportParams> = {
	value: 'export',
	name: 'Export',
	action: 'Export deals',
	description: 'Export deals as a CSV file, at most 10 times an hour',
	properties: [filters(query), additionalFields(fileOptions)],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(query), ...item.read(fileOptions) }),
	request: (params) => exportRequest('/v1/deals/export', params),
	file: { name: 'deals.csv', type: 'text/csv' },
};
