import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation';
import { grouped } from '../../../shared/plan';
import { texts } from '../../../shared/texts';

interface Named {
	full_name?: string;
	email?: string;
}

/**
 * Which of the contacts that were sent LeadLex lists as created. It documents no order, so the order
 * counts only where each row shows the email or name of what was sent. Otherwise a row stands for the
 * one contact that has its email or, without one, its name.
 */
export function matchCreated({ data }: IDataObject, sent: Named[]): Outcome[] {
	const { created, contacts } = (data ?? {}) as { created?: number; contacts?: IDataObject[] };
	const rows = Array.isArray(contacts) ? contacts : [];
	const found = inOrder(sent, rows) ?? byKey(sent, rows);
	const isAllTold = rows === contacts && created === rows.length && found.size === rows.length;
	return sent.map((contact) => {
		const row = found.get(contact);
		return row?.id ? { json: row } : { failure: isAllTold ? notCreated : notTold };
	});
}

function inOrder(sent: Named[], rows: IDataObject[]): Map<Named, IDataObject> | undefined {
	if (rows.length !== sent.length) return undefined;
	if (sent.some((contact, at) => keyOf(contact) !== keyOf(rows[at]))) return undefined;
	return new Map(sent.map((contact, at) => [contact, rows[at]]));
}

function byKey(sent: Named[], rows: IDataObject[]): Map<Named, IDataObject> {
	const rowsByKey = grouped(rows, keyOf);
	const pairs = [...grouped(sent, keyOf)].flatMap(([key, alike]): Array<[Named, IDataObject]> => {
		const candidates = rowsByKey.get(key) ?? [];
		return alike.length === 1 && candidates.length === 1 ? [[alike[0], candidates[0]]] : [];
	});
	return new Map(pairs);
}

/** LeadLex makes "Hans Müller" of "Müller, Hans". */
const keyOf = ({ email, full_name }: Named): string =>
	(
		email ||
		String(full_name)
			.split(/[\s,]+/)
			.filter(Boolean)
			.sort()
			.join(' ')
	).toLowerCase();

const notCreated: Failure = {
	message: 'LeadLex did not create this contact',
	description: 'Nothing was written for this item. Correct its values and run it again.',
};

const notTold: Failure = {
	message: texts.noRecord('LeadLex'),
	description: texts.mayBeDone('LeadLex'),
	doubt: 'open',
};
