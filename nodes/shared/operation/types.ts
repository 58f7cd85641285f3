/** What an operation is made of, and what a provider decides for all of its operations. */
import type { ICredentialDataDecryptedObject, IDataObject, INodeProperties } from 'n8n-workflow';

import type { InputFile, Item } from './item';
import type { Headers } from '../rateLimit/headers';
import type { DocumentedLimits } from '../rateLimit/quota';

/** One request as the vendor documents it. Base URL and key are added when it is sent. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Built with the `path` tag, so that every ID is one encoded segment. */
	path: string;
	query?: IDataObject;
	/** Keys whose value is undefined are not sent. A file goes as base64. */
	body?: Body;
	/** A POST that changes nothing, such as a search: it may be sent again like a GET. */
	reads?: true;
	/** Sending it again does no harm, so it is sent again when it is not known what became of it. */
	repeatable?: true;
	/** The same, since the API keeps the answer to an `Idempotency-Key`. */
	idempotent?: true;
	/** The answer is a file: its body is `{ text }`. */
	answer?: 'text';
}

export interface Body {
	[key: string]: IDataObject[string] | InputFile;
}

/**
 * The requests of a job, one after another: each is yielded, and the body of its answer comes back;
 * several that do not depend on each other are yielded at once. A request that fails throws there.
 * Only the last one may write, unless what is half done is told.
 */
export type Steps<T> = Generator<ApiRequest | ApiRequest[], T, IDataObject & IDataObject[]>;

/** Sends a request that changes nothing, and gives back the body of its answer or throws. */
export type Read = (request: ApiRequest) => Promise<IDataObject>;

/** Why a record was not written, in words for the person who reads n8n's panel. */
export interface Failure {
	/** What happened. */
	message: string;
	/** What to do about it. */
	description: string;
	httpCode?: string;
	/** It may have been written all the same. While that is open, it must not be sent again. */
	doubt?: 'open' | 'repeatable';
	/** The body of a refusal, for steps that look into it. It is not shown. */
	answer?: IDataObject;
}

/** A file that comes out of a node. */
export interface OutputFile {
	name: string;
	/** Its media type. */
	type: string;
	text: string;
}

/** How one record ended. The rows of a list become an item each. */
export type Outcome =
	{ json: IDataObject | IDataObject[]; file?: OutputFile } | { failure: Failure };

/** What the user can do about an answer, by HTTP status. */
export type Hints = Partial<Record<number, string>>;

/** What one provider decides for all of its operations. */
export interface Api {
	/** The provider as its users call it. */
	name: string;
	/** The credential type. */
	credential: string;
	/** What of it must never be seen, as it is sent. Throws what is wrong with the credential. */
	secret(credential: ICredentialDataDecryptedObject): string;
	/** What went wrong, in the provider's own words; undefined when the body does not say. */
	errorMessage(body: IDataObject): string | undefined;
	/** Whether an answer with a success status says that it failed all the same. */
	isError(body: IDataObject): boolean;
	hints: Hints;
	/** Requests that may be under way at once unless the user says otherwise. */
	concurrency: number;
	/** The documented limits, from an answer's headers; without headers, those before the first one. */
	limits?(headers?: Headers): DocumentedLimits;
}

interface OperationBase {
	value: string;
	name: string;
	/** How the operation is listed in the nodes panel and told to an AI agent. */
	action: string;
	description: string;
	/** What to know before it runs, which the editor shows above the fields. */
	notice?: string;
	fields: INodeProperties[];
	/** Go before the provider's and the general hints. */
	hints?: Hints;
	/** Milliseconds that a request may take unless the user says otherwise, where 30 s are too short. */
	timeout?: number;
}

/** One request for each item. `parse`, `request` and `output` are pure. */
export interface SingleOperation<P> extends OperationBase {
	parse(item: Item): P;
	request(params: P): ApiRequest;
	output(body: IDataObject, params: P): IDataObject;
	/** What names the record in the output of a create: without it, nobody knows whether it is there. */
	recordId?(json: IDataObject): unknown;
	/** How to find a record whose creation is in doubt. */
	lookUp?: RecordLookUp<P>;
	/** Why nothing was done, when it is the record itself that says so. */
	failure?(json: IDataObject): Failure | undefined;
	/** What comes out when the user asked to take this refusal as a success. */
	recover?(status: number, params: P): IDataObject | undefined;
}

export interface RecordLookUp<P> {
	/** What the record is found by; undefined when it cannot be. Records with one key are not told apart. */
	key(params: P): string | undefined;
	/** The records with this key that were created since then, each with its ID at least. */
	find(params: P, since: Date): Steps<IDataObject[]>;
	/** One of them as the operation returns it, where that is more than was found. */
	get?(found: IDataObject): Steps<IDataObject>;
}

/** Several requests for each item: the pages of a list, or a search and then a write. */
export interface StepsOperation<P> extends OperationBase {
	parse(item: Item): P;
	/**
	 * Returns what comes out: one item, or one for each row. `before` is what came out for the item
	 * before it in its turn, unless that one failed.
	 */
	steps(params: P, before?: IDataObject | IDataObject[]): Steps<IDataObject | IDataObject[]>;
	/** Items of one key wait for each other, so that each meets what the item before it wrote. */
	turn?(params: P): string;
}

/** One request for each item, whose answer is a file. */
export interface FileOperation<P> extends OperationBase {
	parse(item: Item): P;
	request(params: P): ApiRequest;
	file: { name: string; type: string };
}

/** Many records in one request; an item may hold several of them. */
export interface BatchOperation<P> extends OperationBase {
	parse(item: Item): P[];
	batch: {
		/** Most records in a request. */
		maxSize: number;
		/** Only records of one group share a request. */
		groupBy(params: P): string;
		/** A record that stands twice in a group is sent once. Without it, each item is one record. */
		recordId?(params: P): string;
	};
	request(records: P[]): ApiRequest;
	/** How they are sent, where one request may not be enough. Gives back what `outcomes` reads. */
	send?(records: P[]): Steps<IDataObject>;
	/** What became of each record or, when the answer does not say, how many were written. */
	outcomes(body: IDataObject, records: P[]): Outcome[] | { written: number | undefined };
	/** How to find out which were written, when an answer only counts, or there is none. */
	lookUp?: BatchLookUp<P>;
}

export interface BatchLookUp<P> {
	/**
	 * Reads which of a group's records were written when an answer says that `count` were, or nothing.
	 * `confirm` is called for each as soon as it is known, so that it stays known.
	 */
	find(
		records: P[],
		count: number | undefined,
		read: Read,
		confirm: (record: P) => void,
	): Promise<void>;
	outcome(params: P, written: boolean): Outcome;
}

export type Operation<P> =
	SingleOperation<P> | StepsOperation<P> | FileOperation<P> | BatchOperation<P>;

/** What n8n's Resource field offers, with its operations. */
export interface Resource {
	value: string;
	name: string;
	operations: Array<Operation<unknown>>;
	/**
	 * The operation of workflows that name none, if not the first. n8n does not save what is the default,
	 * so it must stay what it was when another one comes to stand first.
	 */
	default?: string;
}

export const isBatch = <P>(operation: Operation<P>): operation is BatchOperation<P> =>
	'batch' in operation;
export const isSteps = <P>(operation: Operation<P>): operation is StepsOperation<P> =>
	'steps' in operation;
export const isFile = <P>(operation: Operation<P>): operation is FileOperation<P> =>
	'file' in operation;
