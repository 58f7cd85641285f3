import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../shared/operation';
import { leadLex } from '../../api';
import { wasDone } from '../../counted';

export interface Deletion {
	id: string;
	dry_run?: boolean;
}

interface Answer {
	deleted_count?: number;
	not_found_count?: number;
	errors?: Array<Record<string, string>>;
}

/** LeadLex names those that failed, and only counts those that it did not find. */
export function deletedOutcomes({ data }: IDataObject, records: Deletion[]): Outcome[] {
	const { deleted_count, not_found_count, errors = [] } = (data ?? {}) as Answer;
	const failed = new Map(errors.map((error) => [error.contact_id, error]));
	const others = records.filter(({ id }) => !failed.has(id)).length;
	const counted = (deleted_count ?? NaN) + (not_found_count ?? NaN);
	const isTold = counted === others || counted === records.length;
	const deleted = wasDone(deleted_count, others);
	return records.map(({ id, dry_run }) => {
		const name = `Contact ${id}`;
		const error = failed.get(id);
		if (error) {
			const description =
				'LeadLex did the others of the request. Correct this one and run it again.';
			return { failure: { message: error.message ?? error.code, description } };
		}
		if (!isTold) {
			const message = `LeadLex did not say whether ${name} was deleted`;
			const description = 'You can run this item again: deleting it twice changes nothing.';
			return { failure: { message, description, doubt: 'repeatable' } };
		}
		if (deleted === false) {
			const description = leadLex.hints[404]!;
			return { failure: { message: `${name} was not found`, description, httpCode: '404' } };
		}
		const counts = deleted === null ? { deleted_count, not_found_count } : {};
		return {
			json: dry_run ? { id, dry_run, found: deleted, ...counts } : { id, deleted, ...counts },
		};
	});
}
