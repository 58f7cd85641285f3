/** The changelog of a provider's package: that of the repository, without what concerns others alone. */

/** An entry belongs to the providers that it names, and to all if it names none. */
export function buildChangelog(changelog: string, own: string, others: string[]): string {
	const names = (entry: string, name: string) => new RegExp(`\\b${name}\\b`).test(entry);
	// An entry is a line with a dash, and the indented lines after it
	return changelog.replace(/^- .*\n(?: {2}.*\n)*/gm, (entry) =>
		names(entry, own) || !others.some((other) => names(entry, other)) ? entry : '',
	);
}
