/**
 * Makes the engine store files on disk, as n8n 2 does by default. Without a store the engine keeps them in the items,
 * which n8n 3 no longer does. Import it before the engine, which reads the settings then.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BinaryDataService } from 'n8n-core';

const folder = mkdtempSync(path.join(tmpdir(), 'contactlink-files-'));
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
process.env.N8N_BINARY_DATA_STORAGE_PATH = folder;

/** Starts the store. The engine must have been imported. */
export async function startFileStorage(): Promise<void> {
	const core = await import('n8n-core');
	// The container of this engine: n8n 1 has one of its own
	const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
		Container: { get(type: typeof core.BinaryDataService): BinaryDataService };
	};
	await Container.get(core.BinaryDataService).init();
}

export const removeFileStorage = () => rmSync(folder, { recursive: true, force: true });
