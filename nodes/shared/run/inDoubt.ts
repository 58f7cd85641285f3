/** Jobs whose write is in doubt, and the kinds of operations that can look their records up. */
import type { IDataObject } from 'n8n-workflow';

import { messagesFor } from '../http/messages';
import type { Send } from '../http/sender';
import type { Api } from '../operation/api';
import type { Failure, Outcome } from '../operation/outcome';
import type {
	BatchLookUp,
	BatchOperation,
	CreatedLookUp,
	Operation,
	SingleOperation,
} from '../operation/types';
import { isBatch } from '../operation/types';
import type { Job } from './plan';

/** A job whose written records are not known. `since` is in milliseconds since 1970. */
export type InDoubtJob<P> = FailedJob<P> | CountedJob<P>;
export interface FailedJob<P> {
	job: Job<P>;
	since: number;
	/** Why nothing is known. */
	failure: Failure;
	/** What the response says of each record, if it leaves only some of them in doubt. */
	outcomes?: Outcome[];
}
/** The response to a batch does not say which records were written, at most how many. */
export interface CountedJob<P> {
	job: Job<P>;
	since: number;
	count: number | undefined;
	failure?: undefined;
}

/** What is known of the run so far. */
export interface LookUpContext {
	api: Api;
	/** Returns when the run began, in server time; undefined as long as no response has told it. */
	since(): Date | undefined;
	/** The output of the records that were written. */
	written: IDataObject[];
	now(): number;
	send: Send;
	/** How many requests may be sent at the same time. */
	limit: number;
}

export type OnSettled<P> = (job: Job<P>, outcomes: Outcome[]) => void;

/** A batch operation that finds out which of its records a count stands for. */
export type Counting<P> = BatchOperation<P> & { lookUp: BatchLookUp<P> };
/** Operations that find each record that they created. */
export type CreatingMany<P> = BatchOperation<P> & { lookUp: CreatedLookUp<P> };
export type CreatingOne<P> = SingleOperation<P> &
	Required<Pick<SingleOperation<P>, 'lookUp' | 'recordId'>>;

export const isCounting = <P>(operation: Operation<P>): operation is Counting<P> =>
	isBatch(operation) && operation.lookUp !== undefined && 'find' in operation.lookUp;
export const isCreatingMany = <P>(operation: Operation<P>): operation is CreatingMany<P> =>
	isBatch(operation) && operation.lookUp !== undefined && 'findAll' in operation.lookUp;
export const isCreatingOne = <P>(operation: Operation<P>): operation is CreatingOne<P> =>
	!isBatch(operation) && 'lookUp' in operation && operation.lookUp !== undefined;

export function canBeLookedUp<P>(operation: Operation<P>, { records }: Job<P>): boolean {
	if (isCounting(operation)) return true;
	const isCreating = isCreatingOne(operation) || isCreatingMany(operation);
	return isCreating && records.some((record) => operation.lookUp.key(record) !== undefined);
}

export const notFoundSoFar = ({ name }: Api, failure: Failure, elapsed: number): Failure =>
	appendDescription(failure, messagesFor(name).notFoundSoFar(Math.round(elapsed / 1000)));

export const appendDescription = (failure: Failure, sentence: string): Failure => ({
	...failure,
	description: `${failure.description} ${sentence}`,
});
