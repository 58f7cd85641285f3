import type { IDataObject } from 'n8n-workflow';

import type { Read, RecordLookUp, Steps } from '../shared/operation';

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
	find: async (params, since, read) => {
		const all = await readAll(rows(params), read);
		const isIt = (row: IDataObject) => keyOf(row, params) === key(params);
		return all.filter((row) => createdAt(row) >= since.getTime() && isIt(row));
	},
	get: async (row) => row,
});

const createdAt = ({ created_at, created_date }: IDataObject): number =>
	Date.parse(String(created_at ?? created_date));

/** A key of texts, without the spaces around them that LeadLex takes away. */
export const keyOfTexts = (...texts: unknown[]): string =>
	JSON.stringify(texts.map((text) => String(text).trim()));

async function readAll(steps: Steps<IDataObject[]>, read: Read): Promise<IDataObject[]> {
	let step = steps.next();
	while (!step.done) {
		const { value } = step;
		const answers = Array.isArray(value) ? await Promise.all(value.map(read)) : await read(value);
		step = steps.next(answers as never);
	}
	return step.value;
}
