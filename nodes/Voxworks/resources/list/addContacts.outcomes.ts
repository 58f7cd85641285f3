import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../shared/operation/outcome';
import { isBlank, isObject } from '../../../shared/utils/guards';

/** A contact to add to a list. */
export interface ListEntry {
	listId: string;
	contact: IDataObject;
}

/** What an answer says of one contact. */
interface Row {
	phone: string;
	failed: boolean;
	json: IDataObject;
}

const OF_FAILURE = /fail|error|invalid|reject/i;

/**
 * What became of each contact. The public page says that with a success the contacts are in the list,
 * and shows neither the answer nor how contacts that were refused are reported. So whatever list in it
 * names contacts by their numbers is taken at its word; and when it tells of failures without saying whose
 * they are, those that it does not name are in doubt.
 */
export function outcomesOf(body: IDataObject, entries: ListEntry[]): Outcome[] {
	const parts = Object.entries(isObject(body.data) ? { ...body, ...body.data } : body);
	const rows = parts.flatMap(([name, value]) =>
		Array.isArray(value) ? rowsOf(value, OF_FAILURE.test(name)) : [],
	);
	const failed = rows.filter((row) => row.failed);
	const told = parts.filter(([name, value]) => OF_FAILURE.test(name) && !saysNothing(value));
	const saysWhose =
		told.every(([, value]) => Array.isArray(value) || Number(value) <= failed.length) &&
		failed.every((row) => entries.some((entry) => isOf(row, entry)));

	return entries.map((entry) => {
		const row = [...failed, ...rows].find((one) => isOf(one, entry));
		if (row?.failed) return { failure: notAdded(entry, row) };
		if (!row && !saysWhose) return { failure: inDoubt(entry) };
		return { json: { ...row?.json, list_id: entry.listId, ...entry.contact, added: true } };
	});
}

const saysNothing = (value: unknown) =>
	isBlank(value) || !value || (isObject(value) && Object.keys(value).length === 0);

/** Texts are contacts only in a list of failures: elsewhere they are IDs. */
function rowsOf(list: unknown[], ofFailures: boolean): Row[] {
	return list.filter((one) => ofFailures || isObject(one)).map((one) => rowOf(one, ofFailures));
}

function rowOf(value: unknown, ofFailures: boolean): Row {
	const json = isObject(value) ? value : { phone_number: String(value) };
	const { phone_number } = isObject(json.contact) ? json.contact : json;
	const failed = ofFailures || json.success === false || !isBlank(json.error);
	return { phone: digitsOf(phone_number), failed, json };
}

/** Without what differs between local and international form at the start. */
const digitsOf = (phone: unknown) =>
	String(phone ?? '')
		.replace(/\D/g, '')
		.replace(/^0+/, '');

const SHORTEST_NUMBER = 6;

function isOf({ phone }: Row, { contact }: ListEntry): boolean {
	const other = digitsOf(contact.phone_number);
	if (Math.min(phone.length, other.length) < SHORTEST_NUMBER) return false;
	return phone.endsWith(other) || other.endsWith(phone);
}

const notAdded = ({ contact }: ListEntry, { json }: Row) => {
	const why = [json.error, json.message, json.reason].find((words) => typeof words === 'string');
	return {
		message: `Contact ${String(contact.phone_number)} was not added to the list`,
		description: `Voxworks refused it${why ? `: ${String(why)}` : ''}. Correct the values of this item and run it again.`,
	};
};

const inDoubt = ({ contact }: ListEntry) => ({
	message: `Contact ${String(contact.phone_number)} may not have been added to the list`,
	description:
		'Voxworks did not add all contacts of this request, and did not say which. You can run this item again: doing it twice changes nothing.',
	inDoubt: 'mayRetry' as const,
});
