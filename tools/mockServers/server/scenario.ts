/** What is wrong with how many were found, in the words of the demo. */
export const exactlyOne = (what: string, found: unknown[]) =>
	found.length === 1 ? undefined : `${what}: ${found.length} instead of 1`;
