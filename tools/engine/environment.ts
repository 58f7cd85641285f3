/**
 * What n8n finds in its environment. It reads these variables while it is imported, so this file
 * comes before any import of n8n-core.
 */
import 'reflect-metadata';
import { existsSync, mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const packageRoot = realpathSync(path.resolve(__dirname, '..', '..'));

const encryptionKey = 'nothing is encrypted here';
// A folder of our own, so that the user's n8n is left alone
const userFolder = path.join(packageRoot, 'node_modules', '.cache', 'n8n-engine');
writeSettings(path.join(userFolder, '.n8n'));

Object.assign(process.env, {
	N8N_USER_FOLDER: userFolder,
	N8N_ENCRYPTION_KEY: encryptionKey,
	N8N_LOG_LEVEL: 'silent',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	// So that workflows can read the files in examples/
	N8N_RESTRICT_FILE_ACCESS_TO: packageRoot,
	// What is called here runs on this machine, where a proxy cannot reach it
	NO_PROXY: '127.0.0.1',
	no_proxy: '127.0.0.1',
});

/** n8n would write this file, but not in one step: of two processes, one might read half of it. */
function writeSettings(folder: string): void {
	const file = path.join(folder, 'config');
	if (existsSync(file)) return;
	mkdirSync(folder, { recursive: true });
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, JSON.stringify({ encryptionKey }), { mode: 0o600 });
	renameSync(draft, file);
}
