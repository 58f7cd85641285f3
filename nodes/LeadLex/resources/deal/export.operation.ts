import { additionalFields, filters } from '../../../shared/operation/collections';
import type { FileOperation } from '../../../shared/operation/types';
import {
	options,
	dateTime,
	integer,
	fields,
	recordLocator,
	commaList,
} from '../../../shared/operation/fields';
import type { ExportParams } from '../../api/exports';
import { exportRequest } from '../../api/exports';
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

const shape = fields({
	fields: commaList('Columns', 'e.g. id, name, value', {
		description:
			'Columns of the file, in this order. LeadLex offers ID, name, pipeline_id, stage_id, status, value, currency, company_name, owner_email, created_at and closed_at, and gives all of them unless told otherwise.',
	}),
	limit: integer('Max Rows', {
		typeOptions: { minValue: 1, maxValue: 50_000 },
		default: 10_000,
		description:
			'Most deals in the file, at most 50,000. LeadLex gives 10,000 unless told otherwise.',
	}),
});

/** GET /v1/deals/export: docs.leadlex.com/api-reference/export/deals */
export const exportDeals: FileOperation<ExportParams> = {
	value: 'export',
	name: 'Export',
	action: 'Export deals',
	description: 'Export deals as a CSV file, at most 10 times an hour',
	properties: [filters(query), additionalFields(shape)],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(query), ...item.read(shape) }),
	request: (wanted) => exportRequest('/v1/deals/export', wanted),
	file: { name: 'deals.csv', type: 'text/csv' },
};
