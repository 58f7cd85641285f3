import type { ICredentialDataDecryptedObject, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Item } from './fields';
import type { Headers } from './rateLimit';
import type { DocumentedLimits } from './throttle';

/** One request as the vendor documents it. Base URL and key are added when it is sent. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Built with the `path` tag, so that every ID is one encoded segment. */
	path: string;
	query?: IDataObject;
	/** Keys whose value is undefined are not sent. */
	body?: IDataObject;
	/** Sending it again does no harm, so it is sent again when it is not known what became of it. */
	repeatable?: true;
	/** The same, since the API keeps the answer to an `Idempotency-Key`. */
	idempotent?: true;
}

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
}

/** What the user can do about an answer, by HTTP status. */
export type Advice = Partial<Record<number, string>>;

/** What one provider decides for all of its operations. */
export interface Api {
	/** The provider as its users call it. */
	name: string;
	/** The credential type. */
	credential: string;
	/** What of it must never be seen, as it is sent. Throws what is wrong with the credential. */
	secret(credential: ICredentialDataDecryptedObject): string;
	/** What went wrong, in the provider's own words; undefined when the body does not say. */
	complaint(body: IDataObject): string | undefined;
	/** Whether an answer with a success status says that it failed all the same. */
	failed(body: IDataObject): boolean;
	advice: Advice;
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
	fields: INodeProperties[];
	/** Goes before the provider's and the general advice. */
	advice?: Advice;
}

/** One request for each item. `read`, `request` and `output` are pure. */
export interface SingleOperation<P> extends OperationBase {
	read(item: Item): P;
	request(params: P): ApiRequest;
	output(body: IDataObject, params: P): IDataObject;
	/** What names the record in the output of a create: without it, nobody knows whether it is there. */
	recordId?(json: IDataObject): unknown;
	/** How to find a record whose creation is in doubt. */
	lookUp?: LookUp<P>;
	/** What comes out when the user asked to take this refusal as a success. */
	tolerate?(status: number, params: P): IDataObject | undefined;
}

export interface LookUp<P> {
	/** What the record is found by; undefined when it cannot be. Records with one key are not told apart. */
	key(params: P): string | undefined;
	/** The records with this key that were created since then, as the operation returns them. */
	find(params: P, since: Date, read: Read): Promise<IDataObject[]>;
}

/** Many records in one request; an item may hold several of them. */
export interface BatchOperation<P> extends OperationBase {
	read(item: Item): P[];
	batch: {
		/** Most records in a request. */
		maxSize: number;
		/** Only records of one group share a request. */
		groupBy(params: P): string;
		/** A record that stands twice in a group is sent once. */
		recordId(params: P): string;
	};
	request(records: P[]): ApiRequest;
	output(params: P): IDataObject;
	/** How many of a request's records were written, as its answer counts them. */
	written(body: IDataObject): number | undefined;
	/**
	 * Reads which of a group's records were written when an answer only says that `count` were, or
	 * nothing. `confirm` is called for each as soon as it is known, so that it stays known.
	 */
	findWritten(
		records: P[],
		count: number | undefined,
		read: Read,
		confirm: (record: P) => void,
	): Promise<void>;
	/** What to tell about a record that was not. */
	notWritten(params: P): Failure;
}

export type Operation<P> = SingleOperation<P> | BatchOperation<P>;

/** What n8n's Resource field offers, with its operations. */
export interface Resource {
	value: string;
	name: string;
	operations: Array<Operation<unknown>>;
}
