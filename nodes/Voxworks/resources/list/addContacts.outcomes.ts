import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation/outcome';
import { isBlank, isObject } from '../../../shared/utils/guards';

/** A contact to add to a list. */
export interface ListEntry {
	listId: string;
	contact: IDataObject;
}

/** What a response reports about one contact. */
interface Row {
	/** Its phone number as `comparableDigits` returns it. */
	phone: string;
	failed: boolean;
	json: IDataObject;
}

const FAILURE_WORDS = /fail|error|invalid|reject/i;

/**
 * Returns the outcome of each contact. Voxworks documents that the contacts are in the list after a
 * success, but not the response, nor how it reports contacts that were refused. So any list in it that
 * identifies contacts by phone number is trusted. If it reports failures without saying of which contacts,
 * those that it does not mention are in doubt.
 */
export function outcomesOf(body: IDataObject, entries: ListEntry[]): Outcome[] {
	const properties = Object.entries(isObject(body.data) ? { ...body, ...body.data } : body);
	const rows = properties.flatMap(([name, value]) =>
		Array.isArray(value) ? rowsOf(value, FAILURE_WORDS.test(name)) : [],
	);
	const failedRows = rows.filter((row) => row.failed);
	const failures = properties
		.filter(([name, value]) => FAILURE_WORDS.test(name) && !isEmpty(value))
		.map(([, value]) => value);
	const areFailuresIdentified =
		failures.every((value) => Array.isArray(value) || Number(value) <= failedRows.length) &&
		failedRows.every((row) => entriesOf(row, entries).length > 0);

	const rowOf = new Map<ListEntry, Row>();
	for (const row of [...failedRows, ...rows]) {
		for (const entry of entriesOf(row, entries)) {
			if (!rowOf.has(entry)) rowOf.set(entry, row);
		}
	}
	return entries.map((entry) => {
		const row = rowOf.get(entry);
		if (row?.failed) return { failure: notAddedFailure(entry, row) };
		if (!row && !areFailuresIdentified) return { failure: unreportedFailure(entry) };
		return { json: { ...row?.json, list_id: entry.listId, ...entry.contact, added: true } };
	});
}

const isEmpty = (value: unknown) =>
	isBlank(value) || !value || (isObject(value) && Object.keys(value).length === 0);

/** Texts are phone numbers only in a list of failures: elsewhere they are IDs. */
function rowsOf(list: unknown[], areFailures: boolean): Row[] {
	return list
		.filter((value) => areFailures || isObject(value))
		.map((value) => toRow(value, areFailures));
}

function toRow(value: unknown, isFailure: boolean): Row {
	const json = isObject(value) ? value : { phone_number: String(value) };
	const { phone_number } = isObject(json.contact) ? json.contact : json;
	const failed = isFailure || json.success === false || !isBlank(json.error);
	return { phone: comparableDigits(phone_number), failed, json };
}

/** Returns the digits without leading zeros, in which local and international form may differ. */
const comparableDigits = (phone: unknown) =>
	String(phone ?? '')
		.replace(/\D/g, '')
		.replace(/^0+/, '');

/** Shorter numbers could be the end of any other number. */
const MIN_DIGITS = 6;

/**
 * Returns the entries that a row is about: one number must end with the other, as with a country code. Of
 * several such entries it is the one that shares most digits, else the one that has fewest others.
 */
function entriesOf({ phone }: Row, entries: ListEntry[]): ListEntry[] {
	const fits = entries.flatMap((entry) => {
		const digits = comparableDigits(entry.contact.phone_number);
		const shared = Math.min(phone.length, digits.length);
		const isAlike = phone.endsWith(digits) || digits.endsWith(phone);
		return isAlike && shared >= MIN_DIGITS ? [{ entry, rank: shared + 1 / digits.length }] : [];
	});
	const best = Math.max(...fits.map(({ rank }) => rank));
	return fits.filter(({ rank }) => rank === best).map(({ entry }) => entry);
}

function notAddedFailure({ contact }: ListEntry, { json }: Row): Failure {
	const reason = [json.error, json.message, json.reason].find((text) => typeof text === 'string');
	return {
		message: `Contact ${String(contact.phone_number)} was not added to the list`,
		description: `Voxworks refused it${reason ? `: ${String(reason)}` : ''}. Correct the values of this item and run it again.`,
	};
}

const unreportedFailure = ({ contact }: ListEntry): Failure => ({
	message: `Contact ${String(contact.phone_number)} may not have been added to the list`,
	description:
		'Voxworks did not add all contacts of this request, and did not say which. You can run this item again: doing it twice changes nothing.',
	inDoubt: 'mayRetry',
});
