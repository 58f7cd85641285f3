/** How LeadLex completes the fields of a new contact. */

const HOUR_MS = 3_600_000;
const FIVE_YEARS_MS = 5 * 365 * 24 * HOUR_MS;

interface Names {
	first_name?: string;
	last_name?: string;
	full_name?: string;
}

/** Completes names from the first of these that is sent: "Last, First", full name, first and last name, email. */
export function names(input: Names & { email?: string }): Names {
	const full = input.full_name?.trim() ?? '';
	if (full.includes(',')) {
		const [last, first] = full.split(',', 2).map((part) => part.trim());
		return { first_name: first, last_name: last, full_name: `${first} ${last}`.trim() };
	}
	if (full) {
		const space = full.lastIndexOf(' ');
		return {
			first_name: input.first_name ?? (space < 0 ? full : full.slice(0, space)),
			last_name: input.last_name ?? (space < 0 ? '' : full.slice(space + 1)),
			full_name: full,
		};
	}
	const { first_name = '', last_name = '' } = input;
	if (first_name || last_name) {
		return { first_name, last_name, full_name: `${first_name} ${last_name}`.trim() };
	}
	const words = (input.email ?? '')
		.split('@')[0]
		.split(/[._-]+/)
		.filter(Boolean);
	const fullName = words.map((word) => word[0].toUpperCase() + word.slice(1)).join(' ');
	return names({ full_name: fullName || 'Unknown' });
}

export function priority(sent?: string | number): number | null {
	if (sent === undefined) return null;
	const level = ['high', 'medium', 'low'].indexOf(String(sent).toLowerCase()) + 1;
	return level || Number(sent) || null;
}

/** Returns the time that was sent if it is within the documented bounds, else now. */
export function createdDate(sent?: unknown): string {
	const now = Date.now();
	const time = Date.parse(String(sent));
	const isInRange = time >= now - FIVE_YEARS_MS && time <= now + 24 * HOUR_MS;
	return new Date(isInRange ? time : now).toISOString();
}
