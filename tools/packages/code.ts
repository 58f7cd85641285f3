/** What a package needs of `dist`. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { ProviderPackage } from './provider';

/** Its nodes and credentials with all that they load, and icons and codex files, from the root. */
export function packageFiles({ provider, nodes, credentials }: ProviderPackage, root: string): string[] {
	const code = withImports([...nodes, ...credentials].map((file) => path.join(root, file)));
	const folder = path.join(root, 'dist', 'nodes', provider);
	const assets = readdirSync(folder).filter((name) => /\.(svg|json)$/.test(name));
	return [...code, ...assets.map((name) => path.join(folder, name))].map((file) =>
		path.relative(root, file),
	);
}

/** Compiled code loads other files with a literal name alone, at once or when something runs. */
function withImports(files: string[], found = new Set<string>()): Set<string> {
	for (const file of files) {
		if (found.has(file)) continue;
		found.add(file);
		const { resolve } = createRequire(file);
		const loads = readFileSync(file, 'utf8').matchAll(/\brequire\((['"])(\..+?)\1\)/g);
		withImports(
			[...loads].map(([, , name]) => resolve(name)),
			found,
		);
	}
	return found;
}
