import type { IDataObject } from 'n8n-workflow';

/** Why a record was not written, in words for the person who reads n8n's panel. */
export interface Failure {
	/** What happened. */
	message: string;
	/** What to do about it. */
	description: string;
	/** The HTTP status, if there was a response. */
	httpCode?: string;
	/** Why there is no usable response, or `status` if the response itself reports the failure. */
	cause?: 'timeout' | 'connection' | 'status';
	/**
	 * Set if the record may have been written all the same: it must not be sent again, or may be sent
	 * again because the request is idempotent.
	 */
	inDoubt?: 'doNotRetry' | 'mayRetry';
	/** The body of a refusal, for steps that inspect it. It is not shown to the user. */
	responseBody?: IDataObject;
}

/** A file that a node puts out. */
export interface OutputFile {
	name: string;
	/** The media type. */
	type: string;
	content: Buffer;
}

/** How one record ended. Each row of a list becomes an item. */
export type Outcome =
	| {
			json: IDataObject | IDataObject[];
			file?: OutputFile;
			/** The record was written, and the follow-up of the operation has not completed its output yet. */
			isPending?: true;
	  }
	| { failure: Failure };

export const isPending = (outcome: Outcome | undefined): boolean =>
	outcome !== undefined && 'json' in outcome && outcome.isPending === true;

/** Returns what a record puts out: nothing if it failed. */
export const rowsOfOutcome = (outcome: Outcome): IDataObject[] =>
	'json' in outcome ? [outcome.json].flat() : [];
