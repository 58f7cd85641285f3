/**
 * Whether something was done to one of several records when LeadLex only counts: true for all of
 * them, false for none, and null when it does not say for which.
 */
export function allNoneOrUnknown(count: number | undefined, all: number): boolean | null {
	if (count === all) return true;
	return count === 0 ? false : null;
}
