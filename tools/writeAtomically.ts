import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { WriteFileOptions } from 'node:fs';
import path from 'node:path';

/** Writes a file, and its folder if there is none. Another process never reads half of it. */
export function writeAtomically(file: string, text: string, options?: WriteFileOptions): void {
	mkdirSync(path.dirname(file), { recursive: true });
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, text, options);
	renameSync(draft, file);
}
