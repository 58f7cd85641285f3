/** Our packages as their users get them: built, packed, and installed where n8n looks for packages. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import manifest from '../../package.json';
import { packageFolders } from '../packages';
import { packageRoot } from './paths';
import { npm } from './npm';

/** Builds what is not built yet, and packs. The tarball is there as long as this process. */
export async function packPackage(name = manifest.name): Promise<string> {
	if (!isBuilt()) await npm(['run', 'build'], { cwd: packageRoot });
	const folder = mkdtempSync(path.join(tmpdir(), 'contactlink-pack-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const args = ['pack', '--ignore-scripts', '--pack-destination', folder];
	await npm([...args, `./${packageFolders[name]}`], { cwd: packageRoot });
	return path.join(folder, readdirSync(folder)[0]);
}

/** dist holds what the sources make, nothing else, and no file of it is older than its source. */
function isBuilt(): boolean {
	const sources = ['nodes', 'credentials'].flatMap((folder) => filesIn(folder));
	const wanted = new Map(sources.map((file) => [asBuilt(file), file]));
	const built = filesIn('dist').filter((file) => !file.endsWith('.map'));
	if (built.length !== wanted.size) return false;
	const recipe = ['tsconfig.json', 'tsconfig.build.json', 'gulpfile.js', 'package.json'];
	const settings = Math.max(...[...recipe, ...filesIn('tools/packages')].map(changed));
	return built.every((file) => {
		const source = wanted.get(file);
		// An icon is copied with its time
		const since = file.endsWith('.svg') ? 0 : settings;
		return source && changed(file) >= Math.max(changed(source), since);
	});
}

const asBuilt = (file: string) => path.join('dist', file).replace(/\.ts$/, '.js');

/** Whole milliseconds: with what gulp copies, it keeps no more of a time. */
const changed = (file: string) => Math.floor(statSync(path.join(packageRoot, file)).mtimeMs);

/** Relative to the package. Empty if there is no such folder. */
function filesIn(folder: string): string[] {
	try {
		const entries = readdirSync(path.join(packageRoot, folder), { withFileTypes: true });
		return entries.flatMap((entry) => {
			const file = path.join(folder, entry.name);
			return entry.isDirectory() ? filesIn(file) : [file];
		});
	} catch {
		return [];
	}
}

/** Puts tarballs where n8n itself installs packages. What was there is replaced. */
export async function installPackage(
	tarballs: string | string[],
	userFolder: string,
): Promise<void> {
	const folder = path.join(userFolder, '.n8n', 'nodes');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const host = { name: 'installed-nodes', private: true, dependencies: {} };
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(host));
	// n8n brings the one peer, and there are no dependencies: nothing is to be looked up
	const args = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	await npm([...args, '--offline', '--loglevel=error', ...[tarballs].flat()], { cwd: folder });
}
