/** Which calls Voxworks Trigger should give out, told from what the simulated Voxworks lists at each poll. */
import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../../nodes/Voxworks/api/calls';
import type { PollState } from '../../../nodes/Voxworks/trigger/pollState';
import { matches, MINUTE } from './simulatedCalls';
import type { SimulatedCall, SimulatedVoxworks } from './simulatedCalls';

/** A poll that did not fail. */
export interface Poll {
	before?: PollState;
	after: PollState;
	/** Whether it found nothing new, and so read the calls since `checkFrom` only. */
	isQuiet: boolean;
}

/** Calls that were made this long before a change count as new if the first poll after it does not list them. */
const RECENT = 5 * MINUTE;
const MAX_SKEW = MINUTE / 2;

export class ExpectedCalls {
	/** When the first poll with the present filters began. */
	private changedAt = 0;
	/** Calls that were over when the filters changed. */
	private readonly history = new Set<string>();
	/** Calls of which the trigger cannot know whether they ended before the filters changed. */
	private readonly unsure = new Set<string>();

	constructor(
		private readonly server: SimulatedVoxworks,
		private readonly hasCome: (call: SimulatedCall) => boolean,
	) {}

	/** Is called before the calls of the poll come. */
	beforePoll({ before, after }: Poll): void {
		const isChanged = before?.queryKey !== after.queryKey;
		if (isChanged) this.changedAt = this.server.now;
		const isSeen = before?.newsAfter === undefined;
		const isRenewed = before?.account !== after.account;
		const query = queryOf(after);
		for (const call of this.server.over()) {
			if (this.hasCome(call)) continue;
			// It may be waited for since before filters that let no call through
			const isWaitedFor = before && matches(call, query) && isIn(before.pending, call);
			if (isWaitedFor) this.history.delete(call.id);
			else if (isChanged) this.addHistory(call, after);
			else if (!isSeen && (isRenewed || this.isOld(call, before.newsAfter)))
				this.unsure.add(call.id);
		}
	}

	private addHistory(call: SimulatedCall, { newsAfter }: PollState): void {
		const isRecent = call.created > this.changedAt - RECENT - MAX_SKEW;
		const isUnsure = newsAfter !== undefined && (isRecent || call.odd !== undefined);
		(isUnsure ? this.unsure : this.history).add(call.id);
	}

	private isOld({ created }: SimulatedCall, newsAfter = Infinity): boolean {
		return created <= Math.min(newsAfter, this.changedAt - RECENT + MAX_SKEW);
	}

	/** Calls with dots as ID all share it, so that one of them stands for the others. */
	isHistory({ id, odd }: SimulatedCall): boolean {
		return this.history.has(id) && !this.unsure.has(id) && odd !== 'dots as ID';
	}

	/** Returns the calls that the trigger should have given out or should wait for after a poll, and does not. */
	missedBy({ before, after, isQuiet }: Poll): SimulatedCall[] {
		const isWhole = [before?.cursor, after.cursor, after.newsAfter].every(
			(value) => value === undefined,
		);
		if (!before || !isWhole) return [];
		const readFrom = isQuiet ? before.checkFrom : -Infinity;
		const query = queryOf(after);
		return this.server
			.over()
			.filter((call) => call.created >= readFrom && this.isDue(call, query))
			.filter((call) => !isIn(after.pending, call));
	}

	/** Whether a call should have come by now. */
	isDue(call: SimulatedCall, query: IDataObject): boolean {
		const { id, odd } = call;
		const isExpected = !this.history.has(id) && !this.unsure.has(id) && odd === undefined;
		return isExpected && matches(call, query) && !this.hasCome(call);
	}
}

const queryOf = ({ queryKey }: PollState) => JSON.parse(queryKey) as IDataObject;

const isIn = (entries: PollState['pending'], { id }: SimulatedCall): boolean =>
	entries.has({ id } as Call);
