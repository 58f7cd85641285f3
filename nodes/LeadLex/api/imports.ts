import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/operation/request';
import type { BatchOperation } from '../../shared/operation/types';
import type { Failure, Outcome } from '../../shared/operation/outcome';
import { boolean, fields, commaList } from '../../shared/operation/fields';
import { groupBy } from '../../shared/utils/collections';
import { isObject, objectsIn } from '../../shared/utils/guards';
import { allNoneOrUnknown } from './counts';

/** A row to import. Rows with equal options share a request. */
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

export const importBatch: BatchOperation<ImportRow>['batch'] = {
	// LeadLex queues larger imports and does not report their results
	maxSize: 500,
	groupBy: ({ options }) => JSON.stringify(options),
};

export const importRequest = (path: string, rows: ImportRow[]): ApiRequest => ({
	method: 'POST',
	path,
	body: { rows: rows.map(({ row }) => row), ...rows[0].options },
	idempotencyKey: true,
});

interface ImportResult {
	job_id?: string;
	status?: string;
	created_count?: number;
	updated_count?: number;
	skipped_count?: number;
	errors?: unknown;
}

interface RowError {
	/** Counted from 1. */
	row_number?: number | string;
	code?: string;
	message?: string;
}

/** Returns what became of each row: LeadLex reports the rows that failed, and only counts the others. */
export function importOutcomes({ data }: IDataObject, rows: ImportRow[]): Outcome[] {
	const { errors, job_id, status, ...counts } = (isObject(data) ? data : {}) as ImportResult;
	const { created_count = 0, updated_count = 0, skipped_count = 0 } = counts;
	if (status === 'queued') return rows.map(() => ({ json: { job_id, status } }));

	const rowErrors = objectsIn(errors);
	const failed = groupBy(rowErrors as RowError[], ({ row_number }) =>
		String(Number(row_number ?? NaN)),
	);
	const imported = rows.length - failed.size;
	// LeadLex may count the rows that failed as skipped, too
	const includesFailed = created_count + updated_count + skipped_count === rows.length;
	const skipped = includesFailed ? skipped_count - failed.size : skipped_count;
	const isConsistent =
		skipped >= 0 &&
		created_count + updated_count + skipped === imported &&
		[...failed.keys()].every((number) => rows[Number(number) - 1] !== undefined);
	if (!isConsistent) return rows.map(() => ({ failure: unreportedFailure }));

	const json = {
		job_id,
		status,
		created: allNoneOrUnknown(created_count, imported),
		updated: allNoneOrUnknown(updated_count, imported),
		skipped: allNoneOrUnknown(skipped, imported),
	};
	return rows.map((_, index) => {
		const reasons = failed.get(String(index + 1));
		return reasons ? { failure: rowFailure(reasons) } : { json: { ...json } };
	});
}

const unreportedFailure: Failure = {
	message: 'LeadLex did not report a result for this row',
	description: 'It may be there. Check in LeadLex before running this item again.',
	inDoubt: 'doNotRetry',
};

/** A row may have several errors. */
const rowFailure = (reasons: RowError[]): Failure => ({
	message: reasons.map(({ code, message }) => String(message ?? code)).join('; '),
	description: 'LeadLex did not import this item. Correct its values and run it again.',
});
