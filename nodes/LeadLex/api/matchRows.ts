import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import { groupBy } from '../../shared/utils/collections';
import { messagesFor } from '../../shared/http/messages';
import { isBlank, isObject } from '../../shared/utils/guards';

/** How to match the rows of a response to the records that were sent. */
interface RowMatcher<R> {
	/** Returns the same key for a record and for its row. */
	key(recordOrRow: R | IDataObject): string;
	/** Whether a row with the record's key has the values that were sent. */
	isConsistent?(record: R, row: IDataObject): boolean;
}

/**
 * Returns the row of a response for each record that was sent, or undefined where it is not clear. LeadLex
 * documents no order of rows, so the order counts only if each row matches the record in its place.
 * Otherwise a record gets a row only if the two match each other and nothing else. Equal records share as many
 * rows, each its own, since it does not matter which.
 */
export function matchRows<R>(
	records: R[],
	data: unknown,
	{ key, isConsistent = () => true }: RowMatcher<R>,
): Array<IDataObject | undefined> {
	const all = Array.isArray(data) ? (data as IDataObject[]) : [];
	const rows = all.filter((row) => isObject(row) && !isBlank(row.id));
	const matches = (record: R, row: IDataObject) =>
		key(record) === key(row) && isConsistent(record, row);
	const isInOrder =
		rows.length === records.length && rows.every((row, index) => matches(records[index], row));
	if (isInOrder) return rows;

	const rowsByKey = groupBy(rows, key);
	const recordsByKey = groupBy(records, key);
	const textOf = new Map(records.map((record) => [record, JSON.stringify(record)]));
	const places = new Map<string, number>();
	return records.map((record) => {
		const matchingRows = (rowsByKey.get(key(record)) ?? []).filter((row) =>
			isConsistent(record, row),
		);
		const matchingRecords = (recordsByKey.get(key(record)) ?? []).filter((candidate) =>
			matchingRows.some((row) => isConsistent(candidate, row)),
		);
		const text = String(textOf.get(record));
		const areEqual = matchingRecords.every((candidate) => textOf.get(candidate) === text);
		if (!areEqual || matchingRecords.length !== matchingRows.length) return undefined;
		const place = places.get(text) ?? 0;
		places.set(text, place + 1);
		return matchingRows[place];
	});
}

/** The failure of a record that no row of the response can be matched to. */
export const unreportedFailure = (kind: 'contact' | 'deal'): Failure => ({
	message: messagesFor('LeadLex').noRecord,
	description: `LeadLex may have created this ${kind}, but no ${kind} in its response can be matched to this item. Look for it in LeadLex before running this item again.`,
	inDoubt: 'doNotRetry',
});
