import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../shared/operation/outcome';
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

type Refusal = Partial<Record<string, string>>;

/**
 * Returns what became of each record. LeadLex identifies only the records that it refused to delete (by
 * `contact_id` or `deal_id`) and counts the others, so these are clear if it deleted all or none of them.
 */
export const bulkDeleteOutcomes =
	(kind: 'contact' | 'deal') =>
	({ data }: IDataObject, records: Deletion[]): Outcome[] => {
		const { errors = [], ...counts } = (data ?? {}) as Counts & { errors?: Refusal[] };
		const refusals = new Map(errors.map((refusal) => [idKey(refusal[`${kind}_id`]), refusal]));
		const notRefused = records.filter(({ id }) => !refusals.has(idKey(id))).length;
		const found = wereFound(counts, notRefused, records.length);
		return records.map(({ id, dry_run }) => {
			const refusal = refusals.get(idKey(id));
			if (refusal) return { failure: refusedFailure(kind, id, refusal) };
			if (dry_run) return { json: { id, deleted: false, dry_run, found, ...counts } };
			if (found === null) return { failure: unreportedFailure(kind, id, counts) };
			return found ? { json: { id, deleted: true } } : { failure: notFoundFailure(kind, id) };
		});
	};

/**
 * Whether the records that were not refused were found: all, none, or unknown (null). LeadLex may count
 * the refused ones as not found, too.
 */
function wereFound(
	{ deleted_count, not_found_count }: Counts,
	notRefused: number,
	total: number,
): boolean | null {
	if (deleted_count === notRefused) return true;
	const isNone =
		deleted_count === 0 && (not_found_count === notRefused || not_found_count === total);
	return isNone ? false : null;
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
	description: `It counts ${counts.deleted_count ?? 'no'} ${kind}s of the request as deleted and ${counts.not_found_count ?? 'no'} as not found, and does not say which. Look for this ${kind} in LeadLex: if it is not there, nothing is left to do.`,
	inDoubt: 'doNotRetry',
});
