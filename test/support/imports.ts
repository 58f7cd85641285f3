/** Finds the imports between files of the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

export interface Import {
	/** Both paths are relative to the root of the project. */
	from: string;
	to: string;
}

export function sourceFiles(folder: string): string[] {
	return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file));
}

/** Returns the relative imports of all files in a folder, also those of types and those that are lazy. */
export function importsIn(folder: string): Import[] {
	return sourceFiles(folder).flatMap((from) => {
		const text = readFileSync(path.join(root, from), 'utf8');
		return [...text.matchAll(/(?:from |import\()'(\.[^']*)'/g)].map(([, specifier]) => {
			const target = path.join(path.dirname(from), specifier);
			const isFile = existsSync(path.join(root, `${target}.ts`));
			return { from, to: isFile ? `${target}.ts` : path.join(target, 'index.ts') };
		});
	});
}

/** Returns every cycle that a depth-first search finds, as the list of its files. */
export function cyclesIn(imports: Import[]): string[][] {
	const targets = new Map<string, string[]>();
	for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
	const cycles: string[][] = [];
	const visited = new Set<string>();

	function visit(file: string, trail: string[]): void {
		const start = trail.indexOf(file);
		if (start >= 0) cycles.push([...trail.slice(start), file]);
		if (visited.has(file)) return;
		visited.add(file);
		for (const target of targets.get(file) ?? []) visit(target, [...trail, file]);
	}

	for (const file of targets.keys()) visit(file, []);
	return cycles;
}
