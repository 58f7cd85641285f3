import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../shared/operation/outcome';
import { isObject, objectsIn } from '../../shared/utils/guards';
import { idKey } from '../../shared/utils/text';
import { leadLex } from './index';

/** A record to delete. LeadLex only looks for it if `dry_run` is set. */
export interface Deletion {
	id: string;
	dry_run?: boolean;
}

interface Counts {
	deleted_count?: number;
	not_found_count?: number;
}

/** What became of the records that LeadLex did not refuse to delete. `gone`: it deleted some and did not find the others. */
type Result = 'deleted' | 'notFound' | 'gone' | 'unknown';

type Refusal = Partial<Record<string, string>>;

/**
 * Returns what became of each record. LeadLex identifies only the records that it refused to delete (by
 * `contact_id` or `deal_id`) and counts the others. If it deleted some of them and did not find the others, all
 * are gone, and "deleted" is null because it does not say which.
 */
export const bulkDeleteOutcomes =
	(kind: 'contact' | 'deal') =>
	({ data }: IDataObject, records: Deletion[]): Outcome[] => {
		const { errors, ...counts } = (isObject(data) ? data : {}) as Counts & { errors?: unknown };
		const refusals = new Map(
			refusalsIn(errors).map((refusal) => [idKey(refusal[`${kind}_id`]), refusal]),
		);
		const notRefused = records.filter(({ id }) => !refusals.has(idKey(id))).length;
		const result = resultOf(counts, notRefused, records.length);
		return records.map(({ id, dry_run }) => {
			const refusal = refusals.get(idKey(id));
			if (refusal) return { failure: refusedFailure(kind, id, refusal) };
			if (dry_run) {
				return { json: { id, deleted: false, dry_run, found: FOUND[result], ...counts } };
			}
			switch (result) {
				case 'deleted':
					return { json: { id, deleted: true } };
				case 'gone':
					return { json: { id, deleted: null, ...counts } };
				case 'notFound':
					return { failure: notFoundFailure(kind, id) };
				default:
					return { failure: unreportedFailure(kind, id, counts) };
			}
		});
	};

const refusalsIn = (errors: unknown): Refusal[] =>
	objectsIn(errors).map((error) => error as Refusal);

/** Whether a dry run found the records: null if it does not say which. */
const FOUND = { deleted: true, notFound: false, gone: null, unknown: null };

/** LeadLex may count the refused records as not found, too. */
function resultOf(
	{ deleted_count, not_found_count }: Counts,
	notRefused: number,
	total: number,
): Result {
	const isAll = (count?: number) => count === notRefused || count === total;
	if (deleted_count === notRefused) return 'deleted';
	if (deleted_count === 0) return isAll(not_found_count) ? 'notFound' : 'unknown';
	return isAll((deleted_count ?? NaN) + (not_found_count ?? NaN)) ? 'gone' : 'unknown';
}

const refusedFailure = (kind: string, id: string, { code, message }: Refusal): Failure => ({
	message: message ?? code ?? `LeadLex did not delete ${kind} ${id}`,
	description: `LeadLex did not delete ${kind} ${id}${code ? ` (${code})` : ''}. Remove the cause in LeadLex and run this item again.`,
});

const notFoundFailure = (kind: string, id: string): Failure => ({
	message: `${kind === 'deal' ? 'Deal' : 'Contact'} ${id} was not found`,
	description: leadLex.advice[404],
	httpCode: '404',
});

/** Must not be retried: a second request cannot tell deleted records from those that never existed. */
const unreportedFailure = (kind: string, id: string, counts: Counts): Failure => ({
	message: `LeadLex did not say whether it deleted ${kind} ${id}`,
	description: `${describeCounts(counts)} Look for this ${kind} in LeadLex: if it is not there, nothing is left to do.`,
	inDoubt: 'doNotRetry',
});

function describeCounts({ deleted_count, not_found_count }: Counts): string {
	if (deleted_count === undefined) return 'LeadLex did not report how many it deleted.';
	const notFound = not_found_count === undefined ? '' : ` and ${not_found_count} as not found`;
	return `LeadLex reports ${deleted_count} records of the request as deleted${notFound}, but not which.`;
}
