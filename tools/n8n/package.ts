/** Builds, packs and installs our packages, so that n8n loads them as it does for users. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import manifest from '../../package.json';
import { packageFolders } from '../packages';
import { packageRoot } from './paths';
import { npm } from './npm';

/** Packs a package, which is built first if dist is outdated. The tarball is deleted when this process ends. */
export async function packPackage(name = manifest.name): Promise<string> {
	if (!isBuilt()) await npm(['run', 'build'], { cwd: packageRoot });
	const folder = mkdtempSync(path.join(tmpdir(), 'contactlink-pack-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const args = ['pack', '--ignore-scripts', '--pack-destination', folder];
	await npm([...args, `./${packageFolders[name]}`], { cwd: packageRoot });
	return path.join(folder, readdirSync(folder)[0]);
}

/** Whether dist holds exactly the compiled sources, and none of its files is older than its source. */
function isBuilt(): boolean {
	const sources = ['nodes', 'credentials'].flatMap((folder) => filesIn(folder));
	const sourceOf = new Map(sources.map((file) => [builtPath(file), file]));
	const built = filesIn('dist').filter((file) => !file.endsWith('.map'));
	if (built.length !== sourceOf.size) return false;
	const config = ['tsconfig.json', 'tsconfig.build.json', 'gulpfile.js', 'package.json'];
	const configModified = Math.max(...[...config, ...filesIn('tools/packages')].map(modifiedAt));
	return built.every((file) => {
		const source = sourceOf.get(file);
		// gulp copies an icon with its modification time
		const since = file.endsWith('.svg') ? 0 : configModified;
		return source && modifiedAt(file) >= Math.max(modifiedAt(source), since);
	});
}

const builtPath = (file: string) => path.join('dist', file).replace(/\.ts$/, '.js');

/** In whole milliseconds, since gulp drops fractions when it copies a file. */
const modifiedAt = (file: string) => Math.floor(statSync(path.join(packageRoot, file)).mtimeMs);

/** The files below a folder, relative to the package. Empty if the folder does not exist. */
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

/** Installs tarballs where n8n installs packages. Replaces all packages that are there. */
export async function installPackage(
	tarballs: string | string[],
	userFolder: string,
): Promise<void> {
	const folder = path.join(userFolder, '.n8n', 'nodes');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const hostManifest = { name: 'installed-nodes', private: true, dependencies: {} };
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(hostManifest));
	// n8n provides the one peer, and there are no dependencies, so npm has nothing to look up
	const args = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	await npm([...args, '--offline', '--loglevel=error', ...[tarballs].flat()], { cwd: folder });
}
