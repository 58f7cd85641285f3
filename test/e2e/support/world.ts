/**
 * The data that all tests share. The global setup starts n8n and the sandbox and passes their addresses to the test
 * processes in an environment variable.
 */
import type { IDataObject } from 'n8n-workflow';

import type { ProviderKey } from '../../../tools/mockServers';
import type { CredentialsByType } from '../../../tools/n8n';

export interface World {
	/** The URL of n8n. */
	url: string;
	/** The URL of the webhook process in queue mode. */
	webhookUrl?: string;
	/** The value of n8n's cookie n8n-auth, which logs in the owner. */
	cookie: string;
	userFolder: string;
	/** Settings in addition to those of tools/n8n, for n8n's command line. */
	env: NodeJS.ProcessEnv;
	logFiles: string[];
	/** One log file for each worker of queue mode. */
	workerLogFiles: string[];
	/** Saved credentials that the sandbox accepts, by type. */
	credentials: CredentialsByType;
	/** Saved credentials with a read-only key, by type. */
	readOnlyCredentials: CredentialsByType;
	sandbox: Record<ProviderKey, MockServerAccess>;
}

export interface MockServerAccess {
	url: string;
	/** The data of a credential that the server accepts. */
	credential: IDataObject;
	/** The data of a credential with a read-only key. */
	readOnlyCredential: IDataObject;
}

const VARIABLE = 'CONTACTLINK_E2E';

export function publishWorld(world: World): void {
	process.env[VARIABLE] = JSON.stringify(world);
}

export function readWorld(): World {
	return JSON.parse(process.env[VARIABLE] ?? '') as World;
}
