import { UserError } from 'n8n-workflow';

/**
 * An ID as one encoded path segment. Refuses a record without an ID, what a URL would resolve to another
 * path (empty, `.` and `..`) and half a surrogate pair, which has no URL form.
 */
export function toPathSegment(id: unknown): string {
	if (typeof id !== 'string' && typeof id !== 'number') throw new UserError('The record has no ID');
	const segment = String(id);
	if (segment === '' || segment === '.' || segment === '..' || /\p{Surrogate}/u.test(segment)) {
		throw new UserError(`"${segment}" cannot be used as an ID`);
	}
	return encodeURIComponent(segment);
}

/** Template tag: `path\`/v1/companies/${id}/contacts\`` with each ID as one encoded segment. */
export function path(parts: TemplateStringsArray, ...ids: unknown[]): string {
	return String.raw({ raw: parts }, ...ids.map(toPathSegment));
}
