import { UserError } from 'n8n-workflow';

/**
 * An ID as one encoded path segment. Refuses what a URL would resolve to another path
 * (empty, `.` and `..`) and half a surrogate pair, which has no URL form.
 */
export function toPathSegment(id: string): string {
	if (id === '' || id === '.' || id === '..' || /\p{Surrogate}/u.test(id)) {
		throw new UserError(`"${id}" cannot be used as an ID`);
	}
	return encodeURIComponent(id);
}

/** Template tag: `path\`/v1/companies/${id}/contacts\`` with each ID as one encoded segment. */
export function path(parts: TemplateStringsArray, ...ids: string[]): string {
	return String.raw({ raw: parts }, ...ids.map(toPathSegment));
}
