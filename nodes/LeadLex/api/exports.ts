import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/operation/request';
import { integer, fields, commaList } from '../../shared/operation/fields';

const MOST_ROWS = 50_000;

/** What to export: a filter, and columns that go with commas between them. */
export type ExportParams = IDataObject & { fields?: string[] };

/** What every export takes. `columns` are those that it writes unless told otherwise. */
export const exportOptions = (columns: string) =>
	fields({
		fields: commaList('Fields', `e.g. ${columns.split(', ').slice(0, 3).join(', ')}`, {
			description: `Columns of the file, with commas between them, or a list from an expression. If left out: ${columns}.`,
		}),
		limit: integer('Limit', {
			default: 10_000,
			typeOptions: { minValue: 1, maxValue: MOST_ROWS },
			description: `Max number of rows, at most ${MOST_ROWS}`,
		}),
	});

export const exportRequest = (path: string, { fields, ...query }: ExportParams): ApiRequest => ({
	method: 'GET',
	path,
	query: { ...query, fields: fields?.join(',') },
});
