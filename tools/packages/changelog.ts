/**
 * Builds the changelog of a provider's package from that of the repository. An entry that names only
 * other providers is left out.
 */
export function buildChangelog(changelog: string, provider: string, others: string[]): string {
	const mentions = (entry: string, name: string) => new RegExp(`\\b${name}\\b`).test(entry);
	// An entry is a line with a dash, and the indented lines after it
	return changelog.replace(/^- .*\n(?: {2}.*\n)*/gm, (entry) =>
		mentions(entry, provider) || !others.some((other) => mentions(entry, other)) ? entry : '',
	);
}
