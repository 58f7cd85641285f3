/**
 * Whether something was done to one of several records when LeadLex only counts them: true if it was
 * done to all, false if to none, and null if it is unknown to which.
 */
export function allNoneOrUnknown(count: number | undefined, total: number): boolean | null {
	if (count === total) return true;
	return count === 0 ? false : null;
}
