/**
 * Sets the environment variables of n8n. n8n-core reads them while it is imported, so import this
 * file before it.
 */
import 'reflect-metadata';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

import { writeAtomically } from '../writeAtomically';

export const packageRoot = realpathSync(path.resolve(__dirname, '..', '..'));

const encryptionKey = 'nothing is encrypted here';
// A separate folder, so that the user's own n8n is not touched
const userFolder = path.join(packageRoot, 'node_modules', '.cache', 'n8n-engine');
writeSettings(path.join(userFolder, '.n8n'));

Object.assign(process.env, {
	N8N_USER_FOLDER: userFolder,
	N8N_ENCRYPTION_KEY: encryptionKey,
	N8N_LOG_LEVEL: 'silent',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	// Workflows read the files in examples/
	N8N_RESTRICT_FILE_ACCESS_TO: packageRoot,
	// The mock servers run on this machine, where a proxy cannot reach them
	NO_PROXY: '127.0.0.1',
	no_proxy: '127.0.0.1',
});

/** Writes n8n's settings file, which n8n itself does not write atomically. */
function writeSettings(folder: string): void {
	const file = path.join(folder, 'config');
	if (existsSync(file)) return;
	writeAtomically(file, JSON.stringify({ encryptionKey }), { mode: 0o600 });
}
