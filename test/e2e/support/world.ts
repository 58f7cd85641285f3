/**
 * What all tests share. The n8n and the sandbox live in the process that runs global setup; test
 * processes come and go, and get what they need to know through their environment.
 */
import type { IDataObject } from 'n8n-workflow';

import type { ProviderKey } from '../../../tools/mockServers';
import type { CredentialsByType } from '../../../tools/n8n';

export interface World {
	/** n8n's address. */
	url: string;
	/** Of the process for webhooks, in queue mode. */
	webhookUrl?: string;
	/** Value of n8n's cookie n8n-auth. The owner is logged in with it. */
	cookie: string;
	userFolder: string;
	/** Settings of this n8n beyond those of every n8n of ours, for its command line. */
	env: NodeJS.ProcessEnv;
	logFiles: string[];
	/** Of the workers of queue mode, one each. */
	workerLogFiles: string[];
	/** Saved credentials that the sandbox accepts, by type. */
	credentials: CredentialsByType;
	/** Saved ones whose key may only read. */
	readOnlyCredentials: CredentialsByType;
	sandbox: Record<ProviderKey, MockServerAccess>;
}

export interface MockServerAccess {
	url: string;
	/** Data of the credential. */
	credential: IDataObject;
	/** The same with a key that may not write. */
	readOnlyCredential: IDataObject;
}

const VARIABLE = 'CONTACTLINK_E2E';

export function publishWorld(world: World): void {
	process.env[VARIABLE] = JSON.stringify(world);
}

export function readWorld(): World {
	return JSON.parse(process.env[VARIABLE] ?? '') as World;
}
