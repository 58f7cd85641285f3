import type { IDataObject } from 'n8n-workflow';

import type { RecordLookUp } from '../../shared/operation/types';
import type { Steps } from '../../shared/operation/request';
import { idKey, nameKey } from '../../shared/utils/text';
import { parseTime } from '../../shared/utils/time';

interface ListLookUp<P> {
	/** Returns what the record is found by; undefined if it cannot be. Records with the same key cannot be told apart. */
	keyOfRequest(params: P): string | undefined;
	/** Reads the list that a new record appears in. */
	list(params: P): Steps<IDataObject[]>;
	keyOfRow(row: IDataObject, params: P): string;
}

/** Finds a record whose creation is in doubt in a list whose rows have their creation time. */
export const lookUpInList = <P>({
	keyOfRequest,
	list,
	keyOfRow,
}: ListLookUp<P>): RecordLookUp<P> => ({
	key: keyOfRequest,
	*find(params, since) {
		const rows = yield* list(params);
		const key = looseKey(keyOfRequest(params) ?? '');
		return rows.filter(
			(row) => looseKey(keyOfRow(row, params)) === key && !isOlder(row, since.getTime()),
		);
	},
	isCertain: (row, params, since) =>
		createdAt(row) >= since.getTime() && keyOfRow(row, params) === keyOfRequest(params),
});

/** A row without a usable time may have been created at any time. */
const isOlder = (row: IDataObject, time: number): boolean => createdAt(row) < time;

const createdAt = ({ created_at, created_date }: IDataObject): number =>
	parseTime(created_at ?? created_date) ?? NaN;

/** Builds a key from names and IDs. LeadLex trims what it stores, so spaces around them are ignored. */
export const textKey = (...texts: unknown[]): string =>
	JSON.stringify(texts.map((text) => idKey(nameKey(text))));

/** Returns the same text for keys that differ in case or spaces only, of which one may have been made from the other. */
export const looseKey = (key: string): string =>
	key
		.normalize('NFKC')
		.toLowerCase()
		.replace(/(?:\s|\\[nrt])+/g, ' ');
