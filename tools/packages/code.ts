/** Finds the files that a package needs: in `dist`, and in the source from which they are built. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { ProviderPackage } from './provider';

/** Also calls in functions. Compiled code always calls require() with a literal. */
const REQUIRES = /\brequire\((['"])(\..+?)\1\)/g;
/** Also imports of types only, since the source must compile, and those in functions. */
const IMPORTS = /\b(?:from |import |import\()(['"])(\..+?)\1/g;

/** The built nodes and credentials with all files that they load, icons and codex files, relative to the root. */
export const packageFiles = (providerPackage: ProviderPackage, root: string): string[] =>
	filesOf(providerPackage, path.join(root, 'dist'), '.js', REQUIRES).map((file) =>
		path.join('dist', file),
	);

/** The source of the nodes and credentials with all files that they import, icons and codex files, relative to the root. */
export const sourceFiles = (providerPackage: ProviderPackage, root: string): string[] =>
	filesOf(providerPackage, root, '.ts', IMPORTS);

function filesOf(
	{ provider, nodes, credentials }: ProviderPackage,
	root: string,
	extension: string,
	imports: RegExp,
): string[] {
	const entries = [...nodes, ...credentials].map((file) =>
		path.join(root, path.relative('dist', file).replace(/\.js$/, extension)),
	);
	const code = withImports(entries, extension, imports);
	const folder = path.join(root, 'nodes', provider);
	const assets = readdirSync(folder).filter((name) => /\.(svg|json)$/.test(name));
	return [...code, ...assets.map((name) => path.join(folder, name))].map((file) =>
		path.relative(root, file),
	);
}

function withImports(entries: string[], extension: string, imports: RegExp): Set<string> {
	const files = new Set(entries);
	// The loop also visits the files that it adds
	for (const file of files) {
		for (const [, , name] of readFileSync(file, 'utf8').matchAll(imports)) {
			const target = path.join(path.dirname(file), name);
			const isFile = existsSync(target + extension);
			files.add(isFile ? target + extension : path.join(target, `index${extension}`));
		}
	}
	return files;
}
