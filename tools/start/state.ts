/** The data folder of `npm start`. It outlives a start, and one process uses it at a time. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder, isAlive } from '../n8n';

export const dataFolder = path.join(cacheFolder, 'data');

const lockFile = path.join(dataFolder, 'running');
const importedFile = path.join(dataFolder, 'imported.json');

/** Locks the folder until this process ends. Throws if another process has locked it. */
export function lockDataFolder(clean: boolean): void {
	const pid = Number(readIfExists(lockFile));
	if (pid && pid !== process.pid && isAlive(pid)) {
		throw new Error(
			`npm start is already running, as process ${pid}. Stop it first, with Ctrl+C in its window.\n` +
				`If process ${pid} is something else, delete the file ${lockFile}`,
		);
	}
	if (clean) rmSync(dataFolder, { recursive: true, force: true });
	mkdirSync(dataFolder, { recursive: true });
	writeFileSync(lockFile, String(process.pid));
	process.once('exit', () => rmSync(lockFile, { force: true }));
}

/** The imported examples, by file: the ID of the workflow in n8n, and the JSON that was imported. */
export type Imported = Record<string, { id: string; text: string }>;

export function readImported(): Imported {
	return JSON.parse(readIfExists(importedFile) || '{}') as Imported;
}

export function writeImported(imported: Imported): void {
	writeFileSync(importedFile, JSON.stringify(imported));
}

/** Empty if the file cannot be read. */
function readIfExists(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}
