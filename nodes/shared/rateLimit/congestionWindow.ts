const FIRST = 32;
const LARGEST = 100;

/** How many requests may be under way at once: more with each good answer, half at a refusal. */
export interface Window {
	readonly size: number;
	/** Whether it still grows fast, since nothing was refused yet. */
	readonly isGrowing: boolean;
	accepted(): void;
	/** `surprise` says that the quota had not been used up. */
	refused(surprise: boolean): void;
}

export function createWindow(): Window {
	let size = FIRST;
	let everRefused = false;
	return {
		get size() {
			return size;
		},
		get isGrowing() {
			return !everRefused && size < LARGEST;
		},
		accepted() {
			// Doubles with each round until the first refusal, then grows by one with each
			size = Math.min(LARGEST, size + (everRefused ? 1 / size : 1));
		},
		refused(surprise) {
			if (surprise || !everRefused) size = Math.max(1, size / 2);
			everRefused = true;
		},
	};
}
