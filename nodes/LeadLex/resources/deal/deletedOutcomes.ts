import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation';

interface Deleted {
	deleted_count?: number;
	not_found_count?: number;
	errors?: Array<{ deal_id?: string; code?: string; message?: string }>;
}

/**
 * What became of each deal. The answer names those that could not be deleted, and counts those that
 * were not found: which ones these are is known when it is none or all of the rest.
 */
export function deletedOutcomes(data: IDataObject, ids: string[], isTrial: boolean): Outcome[] {
	const { errors = [], ...counts } = data as Deleted;
	const { deleted_count, not_found_count } = counts;
	const refused = new Map(errors.map((one) => [one.deal_id, one]));
	const rest = ids.filter((id) => !refused.has(id)).length;

	const others = (id: string): Outcome => {
		if (isTrial) return { json: { id, deleted: false, dry_run: true, ...counts } };
		if (deleted_count === rest) return { json: { id, deleted: true } };
		const isNone = deleted_count === 0 && not_found_count === rest;
		return { failure: isNone ? notFound(id) : inDoubt(id, counts) };
	};
	return ids.map((id) => {
		const { code, message } = refused.get(id) ?? {};
		if (!refused.has(id)) return others(id);
		return {
			failure: {
				message: message ?? `Deal ${id} was not deleted`,
				description: `LeadLex did not delete deal ${id}${code ? ` (${code})` : ''}.`,
			},
		};
	});
}

const notFound = (id: string): Failure => ({
	message: `Deal ${id} was not found`,
	description: 'Check the ID: the deal does not exist, or belongs to another workspace.',
});

const inDoubt = (id: string, { deleted_count, not_found_count }: Deleted): Failure => ({
	message: `LeadLex did not say whether it deleted deal ${id}`,
	description: `It counts ${deleted_count ?? 'no'} deals of the request as deleted and ${not_found_count ?? 'no'} as not found, and does not say which. Look for this deal in LeadLex: if it is not there, nothing is left to do.`,
	doubt: 'open',
});
