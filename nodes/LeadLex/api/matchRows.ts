import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import { groupBy } from '../../shared/utils/collections';
import { messagesFor } from '../../shared/http/messages';
import { isBlank, isObject } from '../../shared/utils/guards';

/** What tells which record a row stands for. */
interface RowMatcher<R> {
	/** The same for a record and for its row. */
	key(one: R | IDataObject): string;
	/** Whether the row shows what was sent, beside the key. */
	isConsistent?(record: R, row: IDataObject): boolean;
}

/**
 * The row of an answer for each record that was sent, or undefined where the answer does not tell it. LeadLex
 * documents no order, so the order counts only where each row agrees with its record. Otherwise a row stands
 * for the one record that it agrees with, if no other row does.
 */
export function matchRows<R>(
	records: R[],
	data: unknown,
	{ key, isConsistent = () => true }: RowMatcher<R>,
): Array<IDataObject | undefined> {
	const all = Array.isArray(data) ? (data as IDataObject[]) : [];
	const rows = all.filter((row) => isObject(row) && !isBlank(row.id));
	const fits = (record: R, row: IDataObject) =>
		key(record) === key(row) && isConsistent(record, row);
	const isInOrder =
		rows.length === records.length && rows.every((row, at) => fits(records[at], row));
	if (isInOrder) return rows;

	const rowsByKey = groupBy(rows, key);
	const recordsByKey = groupBy(records, key);
	return records.map((record) => {
		const alike = recordsByKey.get(key(record))!;
		const [row, ...others] = (rowsByKey.get(key(record)) ?? []).filter((one) =>
			isConsistent(record, one),
		);
		const isOnlyThis = row && alike.filter((one) => isConsistent(one, row)).length === 1;
		return isOnlyThis && others.length === 0 ? row : undefined;
	});
}

/** Of a record that no row of the answer stands for. */
export const unreportedFailure = (kind: 'contact' | 'deal'): Failure => ({
	message: messagesFor('LeadLex').noRecord,
	description: `LeadLex may have created this ${kind}: its answer names no ${kind} that can only be this one. Look for it in LeadLex before running this item again.`,
	inDoubt: 'doNotRetry',
});
