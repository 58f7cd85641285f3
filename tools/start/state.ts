/** The folder that `npm start` keeps: one n8n with its data, used by one process at a time. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { cacheFolder, isAlive } from '../n8n';

export const dataFolder = path.join(cacheFolder, 'data');

const lockFile = path.join(dataFolder, 'running');
const importedFile = path.join(dataFolder, 'imported.json');

/** Makes the folder ours until this process ends. Empties it first if that is wanted. */
export function takeDataFolder(clean: boolean): void {
	const pid = Number(readIfThere(lockFile));
	if (pid && pid !== process.pid && isAlive(pid)) {
		throw new Error(
			`It is running already, as process ${pid}. Stop that one first, with Ctrl+C in its window.\n` +
				`If that process is something else, delete the file ${lockFile}`,
		);
	}
	if (clean) rmSync(dataFolder, { recursive: true, force: true });
	mkdirSync(dataFolder, { recursive: true });
	writeFileSync(lockFile, String(process.pid));
	process.once('exit', () => rmSync(lockFile, { force: true }));
}

/** What became of an example: the workflow that it is in n8n, and its text at that time. */
export type Imported = Record<string, { id: string; text: string }>;

export function readImported(): Imported {
	return JSON.parse(readIfThere(importedFile) || '{}') as Imported;
}

export function writeImported(imported: Imported): void {
	writeFileSync(importedFile, JSON.stringify(imported));
}

function readIfThere(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}
