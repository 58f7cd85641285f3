import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/operation/request';
import { integer, fields, commaList } from '../../shared/operation/fields';

const MAX_ROWS = 50_000;

/** The filters of an export, and the columns of its file. */
export type ExportParams = IDataObject & { fields?: string[] };

/** The options of an export. `columns` are those that LeadLex writes by default. */
export const exportOptions = (columns: string) =>
	fields({
		fields: commaList('Fields', `e.g. ${columns.split(', ').slice(0, 3).join(', ')}`, {
			description: `Columns of the file, with commas between them, or a list from an expression. If left out: ${columns}.`,
		}),
		limit: integer('Limit', {
			default: 10_000,
			typeOptions: { minValue: 1, maxValue: MAX_ROWS },
			description: `Max number of rows, at most ${MAX_ROWS}`,
		}),
	});

export const exportRequest = (path: string, { fields, ...query }: ExportParams): ApiRequest => ({
	method: 'GET',
	path,
	query: { ...query, fields: fields?.join(',') },
});
