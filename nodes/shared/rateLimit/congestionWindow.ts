const INITIAL_SIZE = 32;
const MAX_SIZE = 100;

/** How many requests may be in flight, as in TCP: slow start until the first 429, then AIMD. */
export class CongestionWindow {
	private size = INITIAL_SIZE;
	private isThrottled = false;

	get maxInFlight(): number {
		return Math.floor(this.size);
	}

	/** Whether the window still doubles with each round. */
	get isInSlowStart(): boolean {
		return !this.isThrottled && this.size < MAX_SIZE;
	}

	/** Doubles the window with each round in slow start, and enlarges it by one with each round later. */
	onSuccess(): void {
		this.size = Math.min(MAX_SIZE, this.size + (this.isThrottled ? 1 / this.size : 1));
	}

	/** Halves the window, unless the 429 was to be expected because the quota was used up. */
	onThrottled(isUnexpected: boolean): void {
		if (isUnexpected || !this.isThrottled) this.size = Math.max(1, this.size / 2);
		this.isThrottled = true;
	}
}
