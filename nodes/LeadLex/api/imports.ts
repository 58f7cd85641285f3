import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/operation/request';
import type { BatchOperation } from '../../shared/operation/types';
import type { Outcome } from '../../shared/operation/outcome';
import { boolean, fields, commaList } from '../../shared/operation/fields';
import { allNoneOrUnknown } from './counts';

/** A row to import, and how: rows that go the same way share a request. */
export interface ImportRow {
	row: IDataObject;
	options: { update_existing?: boolean; tags?: string[] };
}

export const updateExistingField = (keys: string) =>
	fields({
		update_existing: boolean('Update Existing', {
			description: `Whether to update what LeadLex finds by ${keys}. If not, it skips the row.`,
		}),
	});

export const importTagsField = fields({
	tags: commaList('Tags for All', 'e.g. Import 2026', {
		name: 'importTags',
		description: 'Tags to put on each row. Items with the same ones share requests.',
	}),
});

/** Up to 500 rows in a request: more at once would be queued, and nothing tells how that ends. */
export const importBatch: BatchOperation<ImportRow>['batch'] = {
	maxSize: 500,
	groupBy: ({ options }) => JSON.stringify(options),
};

export const importRequest = (path: string, rows: ImportRow[]): ApiRequest => ({
	method: 'POST',
	path,
	body: { rows: rows.map(({ row }) => row), ...rows[0].options },
	idempotencyKey: true,
});

interface Answer {
	job_id?: string;
	status?: string;
	created_count?: number;
	updated_count?: number;
	skipped_count?: number;
	errors?: Array<{ row_number?: number; code?: string; message?: string }>;
}

/** LeadLex counts rows, and names those that failed by their number, from 1. */
export function importOutcomes({ data }: IDataObject, rows: ImportRow[]): Outcome[] {
	const { errors = [], ...answer } = (data ?? {}) as Answer;
	const { job_id, status, created_count = 0, updated_count = 0, skipped_count = 0 } = answer;
	if (status === 'queued') return rows.map(() => ({ json: { job_id, status } }));

	const failed = new Map(errors.map((error) => [error.row_number, error]));
	const others = rows.length - failed.size;
	const counted = created_count + updated_count + skipped_count;
	// The rows that failed may be among those that it counts as skipped
	const skipped = counted === rows.length ? skipped_count - failed.size : skipped_count;
	const isTold =
		created_count + updated_count + skipped === others &&
		[...failed.keys()].every((number) => number! >= 1 && number! <= rows.length);
	return rows.map((_, at) => {
		const error = failed.get(at + 1);
		if (!isTold) {
			const message = 'LeadLex did not say what became of this row';
			const description = 'It may be there. Check in LeadLex before running this item again.';
			return { failure: { message, description, inDoubt: 'doNotRetry' } };
		}
		if (error) {
			const description = `LeadLex took the others of the request, in which this was row ${at + 1}. Correct this one and run it again.`;
			return { failure: { message: String(error.message ?? error.code), description } };
		}
		return {
			json: {
				job_id,
				status,
				created: allNoneOrUnknown(created_count, others),
				updated: allNoneOrUnknown(updated_count, others),
				skipped: allNoneOrUnknown(skipped, others),
			},
		};
	});
}
