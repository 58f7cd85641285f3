import type { IDataObject } from 'n8n-workflow';

import type { BatchOperation, Outcome } from '../shared/operation';
import { boolean, fieldsOf, idList, params, required } from '../shared/params';
import { additionalFields } from '../shared/description';
import { leadLex } from './api';
import { wasDone } from './counted';

export interface Deletion {
	id: string;
	dry_run?: boolean;
}

const more = params({
	dry_run: boolean('Dry Run', {
		description: 'Whether to check which IDs LeadLex finds, and to delete nothing',
	}),
});

/** Up to 500 records in a request, whose answer names those that failed and counts the others. */
export function bulkDelete(
	what: 'contact' | 'deal',
	displayName: string,
): Pick<BatchOperation<Deletion>, 'fields' | 'parse' | 'batch' | 'request' | 'outcomes'> {
	const ids = params({
		[`${what}_ids`]: required(
			idList(displayName, 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
				description: `One ID, several with commas between them, or a list from an expression. Each becomes an output item of its own, whose "deleted" is null when LeadLex only says how many IDs of a request it did not find.`,
			}),
		),
	});
	return {
		fields: [...fieldsOf(ids), additionalFields(more)],
		parse: (item) => {
			const { [`${what}_ids`]: list } = item.values(ids);
			return list!.map((id) => ({ id, ...item.values(more) }));
		},
		batch: {
			maxSize: 500,
			groupBy: ({ dry_run }) => String(dry_run ?? false),
			recordId: ({ id }) => id,
		},
		request: (records) => ({
			method: 'POST',
			path: `/v1/${what}s/bulk-delete`,
			body: { [`${what}_ids`]: records.map(({ id }) => id), dry_run: records[0].dry_run },
			idempotent: true,
			// What is gone stays so
			repeatable: true,
		}),
		outcomes: (body, records) => outcomes(what, body, records),
	};
}

interface Answer {
	deleted_count?: number;
	not_found_count?: number;
	errors?: Array<Record<string, string>>;
}

function outcomes(what: string, { data }: IDataObject, records: Deletion[]): Outcome[] {
	const { deleted_count, not_found_count, errors = [] } = (data ?? {}) as Answer;
	const failed = new Map(errors.map((error) => [error[`${what}_id`], error]));
	const others = records.filter(({ id }) => !failed.has(id)).length;
	const counted = (deleted_count ?? NaN) + (not_found_count ?? NaN);
	const isTold = counted === others || counted === records.length;
	const deleted = wasDone(deleted_count, others);
	return records.map(({ id, dry_run }) => {
		const name = `${what === 'deal' ? 'Deal' : 'Contact'} ${id}`;
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
