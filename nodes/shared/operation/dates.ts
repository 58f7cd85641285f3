import { tryToParseDateTime } from 'n8n-workflow';

import { cleanPasted } from '../utils/text';
import type { Converter } from './converters';

/** Converts to ISO 8601 in UTC. Text without a time zone is read in the workflow's. */
export const toDateTime: Converter<string> = (value, timezone) => {
	const parsed = parseDateTime(value, timezone)?.toUTC().toISO();
	// ISO 8601 writes longer years with a sign, which APIs do not accept
	if (!parsed || !/^\d{4}-/.test(parsed)) {
		throw new Error('must be a date and time, such as 2026-02-25T09:00:00Z');
	}
	return parsed;
};

/** Converts to a day, YYYY-MM-DD. The day of a date and time is that in the workflow's time zone. */
export const toDate: Converter<string> = (value, timezone) => {
	const parsed = parseDateTime(value, timezone)?.setZone(timezone).toISODate();
	if (!parsed || !/^\d{4}-/.test(parsed)) throw new Error('must be a day, such as 2026-02-25');
	return parsed;
};

/** Converts to a date and time. A plain day stays a day, because it has no time zone. */
export const toDayOrTime: Converter<string> = (value, timezone) =>
	/^\d{4}-\d{2}-\d{2}$/.test(cleanPasted(String(value)))
		? toDate(value, timezone)
		: toDateTime(value, timezone);

/** ISO 8601, or the form of SQL with a space. */
const ISO =
	/^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d(?::?\d\d){0,2}(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?(?:\[[\w/+-]+\])?)?$/;
/** The form of email, HTTP and JavaScript: a month's name and a time zone. */
const WITH_NAMES =
	/^[a-z, ]*\d{1,2}[a-z ]+\d{4} \d\d:\d\d(?::\d\d)? (?:GMT|UTC?|[+-]\d{4})(?:[+-]\d{4})?(?: \(.*\))?$/i;

/**
 * Parses the forms above; returns undefined for others. n8n would leave these to JavaScript, which
 * reads 5/3/2026 as the third of May in the time zone of the server.
 */
function parseDateTime(value: unknown, timezone: string) {
	try {
		const written = value instanceof Date ? value.toISOString() : cleanPasted(String(value));
		const [iso, ...parts] = ISO.exec(written) ?? [];
		const isKnown = iso ? isDay(parts.join('-')) : WITH_NAMES.test(written);
		return isKnown ? tryToParseDateTime(written, timezone) : undefined;
	} catch {
		return undefined;
	}
}

/** Rejects dates that Date would roll over, such as 30 February. */
const isDay = (date: string) => new Date(date).toISOString().startsWith(date);
