/**
 * The kinds of operations. Their members stand in the order of these interfaces, which the linter
 * checks. `parse`, `request`, `steps`, `output` and `outcomes` are pure.
 */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Advice } from './api';
import type { Fields } from './fields';
import type { Item } from './item';
import type { Failure, Outcome } from './outcome';
import type { RecordType } from './recordOutput';
import type { ApiRequest, PausingSteps, Steps } from './request';

interface OperationBase {
	value: string;
	name: string;
	/** The entry in the nodes panel, and what an AI agent reads. */
	action: string;
	description: string;
	/** A notice that the editor shows above the fields. */
	notice?: string;
	properties: INodeProperties[];
	/** The fields of the record to write, which can also come from the columns of the item. Those of the record's ID are not among them. */
	autoMap?: Fields;
	/** What the operation reads, if more than ten properties are documented: users choose how much of it comes out. */
	record?: RecordType;
	/** Takes precedence over the advice of the provider and of this package. */
	advice?: Advice;
	/** The default for Request Timeout in milliseconds, where 30 s are too short. */
	timeout?: number;
}

/** One request for each item. */
export interface SingleOperation<P> extends OperationBase {
	parse(item: Item): P;
	/** Whether an item says itself which properties of its `record` it reads: then all of them come out. */
	selectsProperties?(params: P): boolean;
	request(params: P): ApiRequest;
	output(body: IDataObject, params: P): IDataObject;
	/** Returns the record's ID from the output of a create. If it is missing, the create is in doubt. */
	recordId?(json: IDataObject): unknown;
	/** How to find the record when its creation is in doubt. */
	lookUp?: RecordLookUp<P>;
	/**
	 * Reads on once all items of the run are sent, such as until what they started is over. Returns the output of
	 * each record, in the same order. Whatever it throws, the output of each record so far comes out.
	 */
	followUp?(
		records: Array<WrittenRecord<P>>,
		context: FollowUpContext,
	): PausingSteps<IDataObject[]>;
	/** Returns the failure that a successful response reports. */
	failure?(json: IDataObject): Failure | undefined;
	/** Returns the output for a refusal that the user asked to take as a success. */
	recover?(status: number, params: P): IDataObject | undefined;
}

export interface WrittenRecord<P> {
	params: P;
	/** Its output so far. */
	json: IDataObject;
}

export interface FollowUpContext {
	/** When the run began, by the API's clock. */
	since: Date;
	/** The time by n8n's clock, in milliseconds since 1970. */
	now(): number;
}

export interface RecordLookUp<P> {
	/** Returns what the record is found by; undefined if it cannot be. Records with the same key cannot be told apart. */
	key(params: P): string | undefined;
	/** Returns the records that may be the one that was created since then, each with its ID at least. */
	find(params: P, since: Date): Steps<IDataObject[]>;
	/**
	 * Whether a record that was found has this key and was created since then. Without it, all have. The others
	 * are only named in the failure.
	 */
	isCertain?(match: IDataObject, params: P, since: Date): boolean;
	/** Returns a match as the operation puts it out, where that is more than `find` returns. */
	get?(match: IDataObject): Steps<IDataObject>;
}

/** Several requests for each item: the pages of a list, or a search and then a write. */
export interface StepsOperation<P> extends OperationBase {
	parse(item: Item): P;
	/** The steps only read (RFC 9110 §9.2.1), so that items with the same values share their requests. */
	safe?: true;
	/** Items with the same key run one after another, so that each sees what the item before it wrote. */
	sequenceKey?(params: P): string;
	/** How the first items of all sequences share requests. The steps settle what is left, and would settle all items alone. */
	bulk?: Bulk<P>;
	/**
	 * Returns one output item, or one for each row. `previous` is the outcome of the item before it in
	 * its sequence, also of one that an earlier attempt of Retry On Fail settled. Without one, `rows` are what
	 * `bulk` has found for the sequence, if it has looked.
	 */
	steps(params: P, previous?: Outcome, rows?: IDataObject[]): Steps<IDataObject | IDataObject[]>;
}

/** Finds the records of many items together, and creates those that do not exist in batches. */
export interface Bulk<P> {
	/** Reads the records of all these items, by the key of their sequence; undefined if `find` takes fewer requests. */
	findAll(records: P[]): Steps<Map<string, IDataObject[]> | undefined>;
	find(params: P): Steps<IDataObject[]>;
	/** Whether the batch can hold all values of a new record. */
	canCreate(params: P): boolean;
	create: BatchOperation<P>;
}

/** One request for each item, whose response is a file. */
export interface FileOperation<P> extends OperationBase {
	parse(item: Item): P;
	request(params: P): ApiRequest;
	file: { name: string; type: string };
}

/** Many records in one request. An item may hold several of them. */
export interface BatchOperation<P> extends OperationBase {
	parse(item: Item): P[];
	batch: {
		/** How many records a request may hold. */
		maxSize: number;
		/** Only records of one group share a request. */
		groupBy(params: P): string;
		/** A record that occurs twice in a group is sent once. Without `recordId`, each item is one record. */
		recordId?(params: P): string;
	};
	request(records: P[]): ApiRequest;
	/** Replaces the single request where one may not be enough. Returns the body that `outcomes` reads. */
	batchSteps?(records: P[]): Steps<IDataObject>;
	/** Returns what became of each record or, if the response does not say, how many were written. */
	outcomes(body: IDataObject, records: P[]): Outcome[] | { written: number | undefined };
	/** How to find out which records were written when a response only counts them, or there is none. */
	lookUp?: BatchLookUp<P> | CreatedLookUp<P>;
}

export interface BatchLookUp<P> {
	/**
	 * Reads which records of a group were written when a response says that `count` were, or nothing.
	 * Calls `confirm` for each as soon as it is known, so that a later failure does not undo it.
	 */
	find(records: P[], count: number | undefined, confirm: (record: P) => void): Steps<void>;
	outcome(params: P, written: boolean): Outcome;
}

/** How to find the records of batches in the list of those that were created since then. */
export interface CreatedLookUp<P> extends Pick<RecordLookUp<P>, 'key' | 'isCertain' | 'get'> {
	recordId(row: IDataObject): unknown;
	findAll(since: Date): Steps<IDataObject[]>;
	/** Returns the key of the records that a row may be. */
	keyOfRow(row: IDataObject): string;
}

export type Operation<P> =
	SingleOperation<P> | StepsOperation<P> | FileOperation<P> | BatchOperation<P>;

/** An entry of n8n's Resource field, with its operations. */
export interface Resource {
	value: string;
	name: string;
	operations: Array<Operation<unknown>>;
	/**
	 * The operation of workflows that name none, if it is not the first. n8n does not save the default, so
	 * it must stay the same when another operation is listed before it.
	 */
	default?: string;
}

export const isBatch = <P>(operation: Operation<P>): operation is BatchOperation<P> =>
	'batch' in operation;
export const isSteps = <P>(operation: Operation<P>): operation is StepsOperation<P> =>
	'steps' in operation;
export const isFile = <P>(operation: Operation<P>): operation is FileOperation<P> =>
	'file' in operation;
