const { availableParallelism } = require('node:os');

const engineOf1 = require.resolve('n8n-core-1');
const workflowOf1 = require.resolve('n8n-workflow', { paths: [engineOf1] });

const ESM = '/sanitize-html/node_modules/';
const swc = (syntax) => ({
	jsc: { parser: { syntax }, target: 'es2022' },
	module: { type: 'commonjs' },
});

/** @type {import('jest').Config} */
const today = {
	displayName: 'n8n 2',
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['@swc/jest', swc('typescript')],
		// n8n's form nodes need ES modules, which Jest requires from Node 24.9 on only
		[`${ESM}.+\\.js$`]: ['@swc/jest', swc('ecmascript')],
	},
	transformIgnorePatterns: [`^(?!.*${ESM}).*/node_modules/`],
};

/**
 * What is special about the operations of a provider, what is made of texts on the way, what waits long for
 * limits, in which n8n has no part, and what runs everything there is, or breaks it in all ways, at any moment.
 */
const SPECIAL =
	'leadLex*,voxworks*,sprintHub*,rateLimits,silence,texts,everyOperation,faults,cancelled,doubts';

/**
 * Our nodes in the engine of n8n 1. Left out is what uses n8n's own nodes, which belong to n8n 2, and
 * the credential tests, whose words n8n 1 takes from itself.
 */
const before = {
	...today,
	displayName: 'n8n 1',
	testMatch: ['**/engine/*.test.ts', `!**/{credentials,engine,examples*,${SPECIAL}}.test.ts`],
	setupFiles: ['<rootDir>/test/support/engineOf1.ts'],
	moduleNameMapper: { '^n8n-core$': engineOf1, '^n8n-workflow$': workflowOf1 },
};

/** Not part of `npm test`, to keep that short. */
const specialBefore = {
	...before,
	displayName: 'n8n 1, special',
	testMatch: [`**/engine/{${SPECIAL}}.test.ts`],
};

/** @type {import('jest').Config} */
module.exports = {
	projects: [today, before, specialBefore],
	testTimeout: 60_000,
	// Two for each core: the slow suites wait, for an API that is slow or says to wait, more than they compute
	maxWorkers: 2 * availableParallelism(),
};
