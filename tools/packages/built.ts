/**
 * Tells whether `dist` is up to date. The build writes a list of what it was made from, which must equal the
 * list of what is there now. It stands beside `dist`, so that no package contains it.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The file with the list, relative to the root. */
export const BUILT_FROM = '.built-from';

const SOURCES = ['nodes', 'credentials', 'tools/packages'];
const CONFIG = ['gulpfile.js', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Lists the files that a build reads, each with the time of its last change. */
export const listSources = (root: string): string =>
	[...SOURCES, ...CONFIG]
		.flatMap((source) => filesIn(path.join(root, source)))
		.map((file) => `${path.relative(root, file)} ${statSync(file).mtimeMs}\n`)
		.join('');

/** Writes the list as it was when the build began, since a source may have changed meanwhile. */
export const markAsBuilt = (root: string, sources: string): void =>
	writeFileSync(path.join(root, BUILT_FROM), sources);

export function isBuilt(root: string): boolean {
	const [dist, list] = [path.join(root, 'dist'), path.join(root, BUILT_FROM)];
	return existsSync(dist) && existsSync(list) && readFileSync(list, 'utf8') === listSources(root);
}

/** The files below a folder, or the file itself. */
const filesIn = (entry: string): string[] =>
	statSync(entry).isDirectory()
		? readdirSync(entry).flatMap((name) => filesIn(path.join(entry, name)))
		: [entry];
