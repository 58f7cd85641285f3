/**
 * `npm run lint:n8n`: runs the linter of n8n's own CLI over the source of each package, with the config that the
 * CLI gives to new packages. A warning is a failure too.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';

import manifest from '../../package.json';
import { npm } from '../n8n/npm';
import { ProgramError } from '../n8n/processes';
import { assembleMirror, providerPackages } from '../packages';

const root = path.resolve(__dirname, '..', '..');
const modules = path.join(__dirname, 'node_modules');
const CONFIG = 'eslint.config.mjs';
const templates = path.join(modules, '@n8n', 'node-cli', 'dist', 'template', 'templates');

/** A function for each package that puts its source into a folder, by the name of the package. */
const packages: Record<string, (folder: string) => void> = {
	[manifest.name]: (folder) => {
		for (const each of ['package.json', 'nodes', 'credentials']) {
			cpSync(path.join(root, each), path.join(folder, each), { recursive: true });
		}
	},
	...Object.fromEntries(
		providerPackages.map((each) => [each.name, (folder: string) => assembleMirror(each, folder)]),
	),
};

async function main(): Promise<void> {
	await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: __dirname });
	// Outside of the repository, so that neither its config nor its .gitignore has an effect
	const workFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-lint-'));
	try {
		symlinkSync(modules, path.join(workFolder, 'node_modules'), 'junction');
		for (const [name, putInto] of Object.entries(packages)) {
			const folder = path.join(workFolder, name);
			putInto(folder);
			cpSync(path.join(templates, 'shared', 'default', CONFIG), path.join(folder, CONFIG));
			const count = await countFiles(folder);
			const findings = await lint(folder);
			console.log(`${name}: ${findings.join('\n') || `no finding in ${count} source files`}`);
			if (findings.length > 0) process.exitCode = 1;
		}
	} finally {
		rmSync(workFolder, { recursive: true, force: true });
	}
}

/** Counts the source files. Throws if the linter ignores one, or does not apply n8n's rules to it. */
async function countFiles(folder: string): Promise<number> {
	const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.ts'),
	);
	if (sources.length === 0) throw new Error(`There is no source in ${folder}`);
	const eslint = new ESLint({ cwd: folder });
	for (const file of ['package.json', ...sources]) {
		const config = (await eslint.calculateConfigForFile(file)) as Linter.Config | undefined;
		const rules = Object.keys(config?.rules ?? {});
		if (!rules.some((rule) => rule.startsWith('@n8n/community-nodes/'))) {
			throw new Error(`The linter has no rules for ${path.join(folder, file)}`);
		}
	}
	return sources.length;
}

/** Returns what the linter prints if there are findings. */
async function lint(folder: string): Promise<string[]> {
	try {
		const lines = await npm(['exec', '--', 'n8n-node', 'lint'], { cwd: folder });
		// With warnings alone, the command succeeds
		return lines.some((line) => /\d problems?\b/.test(line)) ? lines : [];
	} catch (error) {
		if (error instanceof ProgramError) return error.lines;
		throw error;
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
