import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/operation/request';
import { integer, fields, commaList } from '../../shared/operation/fields';

const MAX_ROWS = 50_000;

/** The filters of an export, and the columns of its file. */
export type ExportParams = IDataObject & { fields?: string[] };

/** The options of an export. `columns` are those that LeadLex writes by default. */
export const exportOptions = (columns: string) =>
	fields({
		fields: commaList('Columns', `e.g. ${columns.split(', ').slice(0, 3).join(', ')}`, {
			description: `What each row of the file contains. Default is ${columns}`,
		}),
		limit: integer('Max Rows', {
			default: 10_000,
			typeOptions: { minValue: 1, maxValue: MAX_ROWS },
			description: 'Maximum number of rows, up to 50,000',
		}),
	});

export const exportRequest = (path: string, { fields, ...query }: ExportParams): ApiRequest => ({
	method: 'GET',
	path,
	query: { ...query, fields: fields?.join(',') },
});
