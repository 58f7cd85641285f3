const { readdirSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const path = require('node:path');

const n8n1Core = require.resolve('n8n-core-1');
const n8n1Workflow = require.resolve('n8n-workflow', { paths: [n8n1Core] });

const ESM = '/sanitize-html/node_modules/';
const swc = (syntax) => ({
	jsc: { parser: { syntax }, target: 'es2022' },
	module: { type: 'commonjs' },
});

// A whole run puts the files of each folder with a suite into that suite, which saves most of their time to start. With
// a path, as in `npx jest test/contract/lists`, every file is a suite of its own
const isWholeRun = !process.argv.slice(2).some((arg) => arg.includes('/'));
const foldersWithSuite = readdirSync(path.join(__dirname, 'test'), { recursive: true })
	.filter((file) => path.basename(file) === 'all.suite.ts')
	.map((file) => path.dirname(file).replaceAll(path.sep, '/'));
const suitesIn = (folders) =>
	isWholeRun
		? [
				`**/${folders}/**/*.{suite,test}.ts`,
				...foldersWithSuite.map((folder) => `!**/test/${folder}/**/*.test.ts`),
			]
		: [`**/${folders}/**/*.test.ts`];

/** @type {import('jest').Config} */
const onN8n2 = {
	displayName: 'n8n 2',
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: suitesIn('test'),
	transform: {
		'^.+\\.ts$': ['@swc/jest', swc('typescript')],
		// n8n's form nodes need ES modules, which Jest requires from Node 24.9 on only
		[`${ESM}.+\\.js$`]: ['@swc/jest', swc('ecmascript')],
	},
	transformIgnorePatterns: [`^(?!.*${ESM}).*/node_modules/`],
};

/**
 * Runs our nodes in the engine of n8n 1. It leaves out test/engine/editor and test/engine/examples, which use n8n's
 * own nodes and the wording of its credential tests: both differ between n8n 1 and n8n 2.
 */
const onN8n1 = {
	...onN8n2,
	displayName: 'n8n 1',
	testMatch: suitesIn('engine/{run,settings}'),
	setupFiles: ['<rootDir>/test/support/n8n1Engine.ts'],
	moduleNameMapper: { '^n8n-core$': n8n1Core, '^n8n-workflow$': n8n1Workflow },
};

/** The slow and the provider-specific suites on n8n 1. `npm test` leaves them out to stay short; .ci/run runs them. */
const slowOnN8n1 = {
	...onN8n1,
	displayName: 'n8n 1, slow',
	testMatch: suitesIn('engine/{slow,leadLex,voxworks,sprintHub}'),
};

/** @type {import('jest').Config} */
module.exports = {
	projects: [onN8n2, onN8n1, slowOnN8n1],
	testSequencer: '<rootDir>/test/support/sequencer.js',
	testTimeout: 60_000,
	// Three workers per core, since the slow suites mostly wait for a slow or throttling API
	maxWorkers: 3 * availableParallelism(),
	// n8n's sleep() cannot be cancelled: a timer of up to 500 ms (nodes/shared/utils/clock.ts) can outlive the last
	// test. Jest waits only 500 ms by default before it forces a worker to exit and warns of a leak. Real leaks, which
	// never end, are still reported
	workerGracefulExitTimeout: 5_000,
};
