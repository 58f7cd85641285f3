/** Reads GitHub workflows and runs the commands of their jobs on this machine. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';

import { runProgram } from '../n8n';

export interface Job {
	permissions?: Record<string, string>;
	strategy?: { matrix: Record<string, string[]> };
	steps: Array<{ run?: string; env?: Record<string, string> }>;
}

/** Skipped: the dry run is a part of the tests, and what `npm ci` installs is linked. */
const SKIPPED = ['bash .ci/run', 'npm ci'];

const author = {
	GIT_AUTHOR_NAME: 'Dry run',
	GIT_AUTHOR_EMAIL: 'dry-run@contactlink.example',
	GIT_COMMITTER_NAME: 'Dry run',
	GIT_COMMITTER_EMAIL: 'dry-run@contactlink.example',
};

/** The jobs of the workflow that publishes, in the checkout of a repository. */
export const readJobs = <Name extends string>(repository: string) =>
	(
		load(readFileSync(path.join(repository, '.github', 'workflows', 'publish.yml'), 'utf8')) as {
			jobs: Record<Name, Job>;
		}
	).jobs;

export const shell = (command: string, cwd: string, env: Record<string, string> = {}) =>
	runProgram('bash', ['-euo', 'pipefail', '-c', command], {
		cwd,
		env: { ...process.env, ...author, ...env },
	});

/** Runs the commands of a job. `values` replaces the expressions in their environment, by output name. */
export async function runJob(
	{ steps }: Job,
	values: Record<string, string>,
	cwd: string,
	env: Record<string, string>,
): Promise<void> {
	for (const { run, env: stepEnv = {} } of steps) {
		if (!run || SKIPPED.includes(run)) continue;
		const resolved: Record<string, string> = {};
		for (const [name, value] of Object.entries(stepEnv)) resolved[name] = resolve(value, values);
		await shell(run, cwd, { ...resolved, ...env });
	}
}

const resolve = (text: string, values: Record<string, string>) =>
	String(text).replace(/\$\{\{ [\w.]*\.(\w+) \}\}/g, (_, name: string) => values[name]);

/** Parses GITHUB_OUTPUT: `name=value`, or several lines between two delimiters. */
export function readOutputs(file: string): Record<string, string> {
	const matches = readFileSync(file, 'utf8').matchAll(/^(\w+)(?:=(.*)|<<(\w+)\n([^]*?)\n\3)$/gm);
	return Object.fromEntries([...matches].map(([, name, line, , lines]) => [name, line ?? lines]));
}

/** Throws unless GitHub would let the job attest what it publishes, and npm would ask for it. */
export function expectProvenance({ permissions, steps }: Job, name: string): void {
	const publications = steps.filter(({ run }) => run?.startsWith('npm publish '));
	const isAsked = publications.every(({ env }) => env?.NPM_CONFIG_PROVENANCE === 'true');
	if (publications.length !== 1 || !isAsked || permissions?.['id-token'] !== 'write') {
		throw new Error(`The workflow publishes ${name} without provenance`);
	}
}
