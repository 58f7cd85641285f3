import type { IDataObject } from 'n8n-workflow';

import type { RecordLookUp } from '../../shared/operation/types';
import type { Steps } from '../../shared/operation/request';
import { idKey, nameKey } from '../../shared/utils/text';

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
		const key = keyOfRequest(params);
		return rows.filter((row) => createdAt(row) >= since.getTime() && keyOfRow(row, params) === key);
	},
});

const createdAt = ({ created_at, created_date }: IDataObject): number =>
	Date.parse(String(created_at ?? created_date));

/** Builds a key from names and IDs. LeadLex trims what it stores, so spaces around them are ignored. */
export const textKey = (...texts: unknown[]): string =>
	JSON.stringify(texts.map((text) => idKey(nameKey(text))));
