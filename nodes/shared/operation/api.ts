import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { Headers } from '../rateLimit/headers';
import type { DocumentedLimits } from '../rateLimit/quota';

/** What the user can do about a response, by HTTP status. */
export type Advice = Partial<Record<number, string>>;

/** What one provider decides for all of its operations. */
export interface Api {
	/** The provider as its users call it. */
	name: string;
	/** The credential type. */
	credential: string;
	/** Returns the secret exactly as it is sent, so that it can be redacted. Throws if the credential is invalid. */
	secret(credential: ICredentialDataDecryptedObject): string;
	/** Returns the provider's own words about a failure; undefined if the body has none. */
	errorMessage(body: IDataObject): string | undefined;
	/** Whether a response with a success status reports a failure. */
	isError(body: IDataObject): boolean;
	advice: Advice;
	/** The default for Max Concurrent Requests. */
	concurrency: number;
	/** Reads the documented limits from the headers of a response; without headers, those before the first one. */
	limits?(headers?: Headers): DocumentedLimits;
}
