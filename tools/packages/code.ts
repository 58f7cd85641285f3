/** Finds the files of `dist` that a package needs. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { ProviderPackage } from './provider';

/** Its nodes and credentials with all files that they load, icons and codex files, relative to the root. */
export function packageFiles({ provider, nodes, credentials }: ProviderPackage, root: string): string[] {
	const code = withImports([...nodes, ...credentials].map((file) => path.join(root, file)));
	const folder = path.join(root, 'dist', 'nodes', provider);
	const assets = readdirSync(folder).filter((name) => /\.(svg|json)$/.test(name));
	return [...code, ...assets.map((name) => path.join(folder, name))].map((file) =>
		path.relative(root, file),
	);
}

/** Follows require() calls, also those in functions. Compiled code always calls it with a literal. */
function withImports(files: string[], visited = new Set<string>()): Set<string> {
	for (const file of files) {
		if (visited.has(file)) continue;
		visited.add(file);
		const { resolve } = createRequire(file);
		const requires = readFileSync(file, 'utf8').matchAll(/\brequire\((['"])(\..+?)\1\)/g);
		withImports(
			[...requires].map(([, , name]) => resolve(name)),
			visited,
		);
	}
	return visited;
}
