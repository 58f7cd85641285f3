import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../shared/operation/outcome';
import { leadLex } from './index';

/** A record to delete, or only to look for. */
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
 * What became of each record. LeadLex names those that it did not delete by `contact_id` or `deal_id`, and
 * counts the others: which of these it deleted is known when it is all of them or none.
 */
export const bulkDeleteOutcomes =
	(kind: 'contact' | 'deal') =>
	({ data }: IDataObject, records: Deletion[]): Outcome[] => {
		const { errors = [], ...counts } = (data ?? {}) as Counts & { errors?: Refusal[] };
		const refusals = new Map(errors.map((one) => [one[`${kind}_id`], one]));
		const others = records.filter(({ id }) => !refusals.has(id)).length;
		const found = wereFound(counts, others, records.length);
		return records.map(({ id, dry_run }) => {
			const refusal = refusals.get(id);
			if (refusal) return { failure: refused(kind, id, refusal) };
			if (dry_run) return { json: { id, deleted: false, dry_run, found, ...counts } };
			if (found === null) return { failure: notTold(kind, id, counts) };
			return found ? { json: { id, deleted: true } } : { failure: notFound(kind, id) };
		});
	};

/** True for all of the others, false for none of them. Those that it names may count as not found. */
function wereFound(
	{ deleted_count, not_found_count }: Counts,
	others: number,
	all: number,
): boolean | null {
	if (deleted_count === others) return true;
	const isNone = deleted_count === 0 && [others, all].includes(not_found_count!);
	return isNone ? false : null;
}

const refused = (kind: string, id: string, { code, message }: Refusal): Failure => ({
	message: message ?? code ?? `LeadLex did not delete ${kind} ${id}`,
	description: `LeadLex did not delete ${kind} ${id}${code ? ` (${code})` : ''}. Remove the cause in LeadLex and run this item again.`,
});

const notFound = (kind: string, id: string): Failure => ({
	message: `${kind === 'deal' ? 'Deal' : 'Contact'} ${id} was not found`,
	description: leadLex.advice[404]!,
	httpCode: '404',
});

/** A second request would find neither those that are deleted now nor those that were never there. */
const notTold = (kind: string, id: string, counts: Counts): Failure => ({
	message: `LeadLex did not say whether it deleted ${kind} ${id}`,
	description: `It counts ${counts.deleted_count ?? 'no'} ${kind}s of the request as deleted and ${counts.not_found_count ?? 'no'} as not found, and does not say which. Look for this ${kind} in LeadLex: if it is not there, nothing is left to do.`,
	inDoubt: 'doNotRetry',
});
