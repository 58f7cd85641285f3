/** Builds, packs and installs our packages, so that n8n loads them as it does for users. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import manifest from '../../package.json';
import { packageFolders } from '../packages';
import { isBuilt } from '../packages/built';
import { packageRoot } from './paths';
import { npm } from './npm';

/** Packs a package, which is built first if dist is outdated. The tarball is deleted when this process ends. */
export async function packPackage(name = manifest.name): Promise<string> {
	if (!isBuilt(packageRoot)) await npm(['run', 'build'], { cwd: packageRoot });
	const folder = mkdtempSync(path.join(tmpdir(), 'contactlink-pack-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const args = ['pack', '--ignore-scripts', '--pack-destination', folder];
	await npm([...args, `./${packageFolders[name]}`], { cwd: packageRoot });
	return path.join(folder, readdirSync(folder)[0]);
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
