import type { IDataObject } from 'n8n-workflow';

import type { FileOperation } from '../shared/operation';
import { integer, params, stringList } from '../shared/params';

const MOST_ROWS = 50_000;

/** What every export takes. `columns` are those that it writes unless told otherwise. */
export const exportOptions = (columns: string) =>
	params({
		fields: stringList('Fields', `e.g. ${columns.split(', ').slice(0, 3).join(', ')}`, {
			description: `Columns of the file, with commas between them, or a list from an expression. If left out: ${columns}.`,
		}),
		limit: integer('Limit', {
			default: 10_000,
			typeOptions: { minValue: 1, maxValue: MOST_ROWS },
			description: `Max number of rows, at most ${MOST_ROWS}`,
		}),
	});

/** A CSV file of records. */
export const exporting = (
	records: 'contacts' | 'companies' | 'deals',
): Pick<FileOperation<IDataObject & { fields?: string[] }>, 'request' | 'file' | 'timeout'> => ({
	timeout: 120_000,
	request: ({ fields, ...query }) => ({
		method: 'GET',
		path: `/v1/${records}/export`,
		query: { ...query, fields: fields?.join(',') },
	}),
	file: { name: `${records}.csv`, type: 'text/csv' },
});
