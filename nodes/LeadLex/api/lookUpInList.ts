import type { IDataObject } from 'n8n-workflow';

import type { RecordLookUp } from '../../shared/operation/types';
import type { Steps } from '../../shared/operation/request';

interface Listed<P> {
	/** What the record is found by; undefined when it cannot be. Records with one key are not told apart. */
	key(params: P): string | undefined;
	/** The list in which a new one stands. */
	rows(params: P): Steps<IDataObject[]>;
	/** The key of a row. */
	keyOf(row: IDataObject, params: P): string;
}

/** Finds a record whose creation is in doubt in a list whose rows say when they were created. */
export const createdIn = <P>({ key, rows, keyOf }: Listed<P>): RecordLookUp<P> => ({
	key,
	*find(params, since) {
		const all = yield* rows(params);
		const isIt = (row: IDataObject) => keyOf(row, params) === key(params);
		return all.filter((row) => createdAt(row) >= since.getTime() && isIt(row));
	},
});

const createdAt = ({ created_at, created_date }: IDataObject): number =>
	Date.parse(String(created_at ?? created_date));

/** A key of texts, without the spaces around them that LeadLex takes away. */
export const keyOfTexts = (...texts: unknown[]): string =>
	JSON.stringify(texts.map((text) => String(text).trim()));
