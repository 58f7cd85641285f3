/** Checks that the GitHub workflows, also those in the mirrors, cannot be abused to publish a release. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { load } from 'js-yaml';

import { providerPackages } from '../../tools/packages';
import { manifest, root } from '../support/package';

type Permissions = string | Record<string, string>;

interface Step {
	uses?: string;
	env?: Record<string, string>;
	with?: Record<string, unknown>;
	run?: string;
}

interface Job {
	needs?: string | string[];
	environment?: string;
	permissions?: Permissions;
	'timeout-minutes'?: number;
	strategy?: { matrix: Record<string, string[] | string>; 'fail-fast': boolean };
	steps: Step[];
}

interface Workflow {
	permissions?: Permissions;
	concurrency?: { group: string; 'cancel-in-progress': boolean };
	jobs: Record<string, Job>;
}

const WORKFLOWS = join('.github', 'workflows');
/** The workflow of each mirror, which is pinned like the others. */
const MIRROR = join('tools', 'packages', 'mirror', 'publish.yml');
const files = [...readdirSync(join(root, WORKFLOWS)).map((name) => join(WORKFLOWS, name)), MIRROR];
const workflows = files.map((file) => {
	const text = readFileSync(join(root, file), 'utf8');
	const name = file === MIRROR ? 'mirror' : basename(file);
	return { name, text, content: load(text) as Workflow };
});
const jobs = workflows.flatMap(({ name, content }) =>
	Object.entries(content.jobs).map(([id, job]) => ({
		id: `${name}: ${id}`,
		job,
		permissions: job.permissions ?? content.permissions ?? 'what the repository is set to',
	})),
);
const workflow = (name: string) => workflows.find((file) => file.name === name)!.content;
const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
/** The minutes of all timeouts in a script. */
const minutesIn = (script: string) =>
	sum([...script.matchAll(/\btimeout (\d+)m\b/g)].map(([, count]) => Number(count)));
const commands = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

describe('every workflow', () => {
	test('pins actions to a commit, with the version in a comment', () => {
		const uses = workflows.flatMap(({ text }) => text.match(/\buses:.*/g) ?? []);
		expect(uses).toHaveLength(jobs.flatMap(({ job }) => job.steps.filter((s) => s.uses)).length);
		const pinned = /^uses: [\w-]+\/[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/;
		expect(uses.filter((line) => !pinned.test(line))).toEqual([]);
	});

	test('pins each action to one commit only', () => {
		const used = jobs.flatMap(({ job }) => job.steps.flatMap(({ uses }) => uses ?? []));
		const actions = new Set(used.map((action) => action.split('@')[0]));
		expect(new Set(used).size).toBe(actions.size);
	});

	test('has read permission only; only the jobs that publish have an identity token', () => {
		const granted = jobs.flatMap(({ id, permissions }) =>
			typeof permissions === 'string'
				? `${id}: ${permissions}`
				: Object.entries(permissions).map(([scope, level]) => `${id}: ${scope} ${level}`),
		);
		expect(granted.filter((right) => !right.endsWith(': contents read'))).toEqual([
			'publish.yml: publish: id-token write',
			'mirror: publish: id-token write',
		]);
	});

	test('has timeouts, persists no token and puts no expression into a command', () => {
		expect(jobs.filter(({ job }) => !job['timeout-minutes'])).toEqual([]);
		const checkouts = jobs
			.flatMap(({ job }) => job.steps)
			.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
		expect(jobs.flatMap(({ job }) => commands(job)).filter((run) => run.includes('${{'))).toEqual(
			[],
		);
	});

	test('leaves each step of .ci/run its own time, so that the log shows which one hangs', () => {
		const script = readFileSync(join(root, '.ci', 'run'), 'utf8');
		const minutes = new Map(
			[...script.matchAll(/^\t(\w+)\)([^]*?);;/gm)].map(([, step, body]) => [
				step,
				minutesIn(body),
			]),
		);
		expect(minutes.size).toBe(7);
		expect([...minutes.values()].every((count) => count > 0)).toBe(true);
		const tooShort = jobs.filter(({ job }) => {
			const runs = commands(job).flatMap((run) => /^bash \.ci\/run ?(.*)$/.exec(run) ?? []);
			if (runs.length === 0) return false;
			const steps = runs[1] ? runs[1].split(' ') : [...minutes.keys()];
			return job['timeout-minutes']! <= sum(steps.map((step) => minutes.get(step)!));
		});
		expect(tooShort.map(({ id }) => id)).toEqual([]);
	});

	test('has no secret but the key of a mirror, in the step that pushes to it', () => {
		const used = workflows.flatMap(({ text }) => text.match(/.*\bsecrets\b.*/g) ?? []);
		expect(used.map((line) => line.trim())).toEqual(['MIRROR_KEY: ${{ secrets.MIRROR_KEY }}']);
		const steps = jobs.flatMap(({ id, job }) => job.steps.map((step) => ({ id, env: step.env })));
		const withKey = steps.filter(({ env }) => env && 'MIRROR_KEY' in env);
		expect(withKey.map(({ id }) => id)).toEqual(['publish.yml: mirror']);
	});
});

describe('the workflow that publishes', () => {
	const { test: tested, pack, publish, mirror } = workflow('publish.yml').jobs;

	test('only downloads, checks and publishes in the job with the identity token', () => {
		expect(publish.steps.map(({ uses, run }) => run ?? uses?.split('@')[0])).toEqual([
			'actions/setup-node',
			'actions/download-artifact',
			'echo "$SHA256" | sha256sum --check --strict',
			'npm publish "./n8n-nodes-contactlink-${GITHUB_REF_NAME#v}.tgz" --access public --ignore-scripts',
		]);
		expect(publish.steps.at(-1)?.env).toEqual({ NPM_CONFIG_PROVENANCE: 'true' });
		// Other jobs run third-party code and could poison a cache
		expect(publish.steps[0].with).toEqual({ 'node-version': 24 });
	});

	test('publishes the tested tarball in a protected environment', () => {
		expect(pack).toMatchObject({ needs: 'test' });
		expect(publish).toMatchObject({ needs: 'pack', environment: 'npm' });
		const inOrder = [
			/^test "\$GITHUB_REF_NAME" = "v\$\(node -p "require\('\.\/package\.json'\)\.version"\)"$/,
			/^git merge-base --is-ancestor HEAD origin\/main$/,
			/^bash \.ci\/run$/,
		];
		expect(commands(tested)).toEqual(inOrder.map((run) => expect.stringMatching(run)));
		// The branch is fetched only with the whole history
		expect(tested.steps[0].with).toMatchObject({ 'fetch-depth': 0 });
	});

	test('packs from a fresh checkout, and only if nothing is untracked', () => {
		expect(pack.steps[0].uses).toMatch(/^actions\/checkout@/);
		expect(commands(pack)).toEqual([
			'npm ci',
			expect.stringMatching(
				/^npm run tarballs\n[^]*\ntest -z "\$\(git status --porcelain\)"\n[^]*tar --create --file tarballs\/mirrors\.tar mirrors\n[^]*sha256sum \*\.tgz \*\.tar[^]*GITHUB_OUTPUT/,
			),
		]);
		expect(pack.steps.at(-1)?.uses).toMatch(/^actions\/upload-artifact@/);
	});

	test('only downloads, checks, commits and pushes in the job with the keys of the mirrors', () => {
		expect(mirror).toMatchObject({ needs: 'pack', permissions: {} });
		// Each environment holds the key of its mirror only, and a failed push can be rerun alone
		expect(mirror.environment).toBe('${{ matrix.package }}');
		expect(mirror.strategy).toEqual({
			'fail-fast': false,
			matrix: { package: providerPackages.map(({ name }) => name) },
		});
		expect(mirror.steps.flatMap(({ uses }) => uses?.split('@')[0] ?? [])).toEqual([
			'actions/download-artifact',
		]);
		const programs = commands(mirror).flatMap((run) => run.match(/^ *[a-z]\w*/gm) ?? []);
		expect(new Set(programs)).toEqual(new Set(['echo', 'tar', 'git', 'cd', 'umask', 'export']));
		expect(commands(mirror)[0]).toBe('echo "$SHA256" | sha256sum --check --strict');
		expect(commands(mirror).at(-1)).toMatch(
			/\ngit push --atomic "\$MIRRORS\/\$PACKAGE\.git" .*\n$/,
		);
		// The account is that of the manifests
		const [owner] = manifest.repository.url.replace('git+https://github.com/', '').split('/');
		expect(mirror.steps.at(-1)?.env).toMatchObject({ MIRRORS: `git@github.com:${owner}` });
	});
});

describe('the workflow of a mirror', () => {
	const { publish, ...rest } = workflow('mirror').jobs;

	test('only checks out, checks the tag and publishes, in a protected environment', () => {
		expect(rest).toEqual({});
		expect(publish.environment).toBe('npm');
		expect(publish.steps.map(({ uses, run }) => run ?? uses?.split('@')[0])).toEqual([
			'actions/checkout',
			'actions/setup-node',
			`test "$GITHUB_REF_NAME" = "v$(node -p "require('./package.json').version")"`,
			'npm publish --access public --ignore-scripts',
		]);
		expect(publish.steps[1].with).toEqual({ 'node-version': 24 });
		expect(publish.steps.at(-1)?.env).toEqual({ NPM_CONFIG_PROVENANCE: 'true' });
	});
});

describe('the workflow that tests', () => {
	const { concurrency, jobs: testJobs } = workflow('test.yml');

	test('cancels a run when a newer push arrives', () => {
		expect(concurrency).toEqual({
			group: expect.stringContaining('github.ref'),
			'cancel-in-progress': true,
		});
	});

	test('runs the tests on each version of Node.js, and the heavy steps once', () => {
		const repeated = Object.values(testJobs).filter(({ strategy }) => strategy);
		expect(repeated.map(({ strategy }) => strategy?.matrix.node)).toEqual([['20.19', '22', '24']]);
		expect(repeated.flatMap(commands)).toEqual(['npm ci', 'npm test']);
		const once = Object.values(testJobs).filter(({ strategy }) => !strategy);
		expect(once.flatMap(commands)).toEqual([
			'npm ci',
			'npm run lint',
			'npm run lint:n8n',
			'bash .ci/run n8n1 fuzz',
			'bash .ci/run demo release e2e',
		]);
	});
});
