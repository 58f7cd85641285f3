/** ISO 8601, or the form of SQL with a space. The group is the time zone. */
const ISO =
	/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?( ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?$/i;
/** The form of email and HTTP. */
const WITH_NAMES = /^[a-z]{3}, \d{1,2} [a-z]{3} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|[+-]\d{4})$/i;
const DATE_LENGTH = '2026-02-25'.length;

/** Seconds since 1970 have fewer digits, and whatever has fewer than those is no time. */
const MIN_MILLISECONDS = 1e11;
const MIN_SECONDS = 1e9;
const MAX_MILLISECONDS = 8.64e15;

/**
 * Parses a time that an API sent, in milliseconds since 1970; undefined if there is none. A time without a zone is in
 * UTC, because the server that runs n8n may be anywhere.
 */
export function parseTime(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	if (/^\d+(?:\.\d+)?$/.test(text)) return parseEpoch(Number(text));
	const iso = ISO.exec(text);
	if (!iso && !WITH_NAMES.test(text)) return undefined;
	const hasNoZone = iso && iso[1] === undefined && text.length > DATE_LENGTH;
	const time = Date.parse(text.replace(/(\d),(\d)/, '$1.$2') + (hasNoZone ? 'Z' : ''));
	return Number.isNaN(time) ? undefined : time;
}

function parseEpoch(count: number): number | undefined {
	if (count < MIN_SECONDS || count > MAX_MILLISECONDS) return undefined;
	return Math.round(count < MIN_MILLISECONDS ? count * 1000 : count);
}
