import { tryToParseDateTime } from 'n8n-workflow';

import type { Converter } from './converters';

/** A moment as ISO 8601 in UTC. Text without a zone is meant in the workflow's time zone. */
export const toDateTime: Converter<string> = (value, timezone) => {
	const parsed = parseDateTime(value, timezone)?.toUTC().toISO();
	// Years of more than four digits have a form of their own, which APIs do not take
	if (!parsed || !/^\d{4}-/.test(parsed)) {
		throw new Error('must be a date and time, such as 2026-02-25T09:00:00Z');
	}
	return parsed;
};

/** A day as YYYY-MM-DD; of a moment, the day that it falls on in the workflow's time zone. */
export const toDate: Converter<string> = (value, timezone) => {
	const parsed = parseDateTime(value, timezone)?.setZone(timezone).toISODate();
	if (!parsed || !/^\d{4}-/.test(parsed)) throw new Error('must be a day, such as 2026-02-25');
	return parsed;
};

/** A moment, but what is written as a day stays one: it has no time zone. */
export const toDayOrTime: Converter<string> = (value, timezone) =>
	/^\d{4}-\d{2}-\d{2}$/.test(String(value).trim())
		? toDate(value, timezone)
		: toDateTime(value, timezone);

/** ISO 8601, also as SQL has it. */
const ISO =
	/^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d(?::?\d\d){0,2}(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?(?:\[[\w/+-]+\])?)?$/;
/** As mail, HTTP and JavaScript write it: the month by its name, and a zone. */
const WITH_NAMES =
	/^[a-z, ]*\d{1,2}[a-z ]+\d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC?|[+-]\d{4})(?:[+-]\d{4})?(?: \(.*\))?$/i;

/**
 * Other forms are refused: n8n leaves them to JavaScript, which takes 5/3/2026 for the third of May,
 * in the time zone of the server.
 */
function parseDateTime(value: unknown, timezone: string) {
	try {
		const written = value instanceof Date ? value.toISOString() : String(value).trim();
		const [iso, ...parts] = ISO.exec(written) ?? [];
		const isKnown = iso ? isDay(parts.join('-')) : WITH_NAMES.test(written);
		return isKnown ? tryToParseDateTime(written, timezone) : undefined;
	} catch {
		return undefined;
	}
}

/** JavaScript makes the second of March of the 30th of February. */
const isDay = (date: string) => new Date(date).toISOString().startsWith(date);
