/** Checks that the tools know when dist is outdated, and do not build it again when it is not. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isBuilt, listSources, markAsBuilt } from '../../tools/packages/built';
import { root } from '../support/package';

test('dist is up to date after a build', () => {
	// If this fails because you have changed something since the last build: npm run build
	expect(isBuilt(root)).toBe(true);
});

describe('dist is outdated when', () => {
	let folder: string;
	const write = (...path: string[]) => writeFileSync(join(folder, ...path), '');

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'built-'));
		for (const name of ['nodes/LeadLex', 'credentials', 'tools/packages', 'dist']) {
			mkdirSync(join(folder, name), { recursive: true });
		}
		write('nodes', 'LeadLex', 'LeadLex.node.ts');
		write('tools', 'packages', 'index.ts');
		for (const name of ['gulpfile.js', 'package.json', 'tsconfig.json', 'tsconfig.build.json']) {
			write(name);
		}
		markAsBuilt(folder, listSources(folder));
		expect(isBuilt(folder)).toBe(true);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	test.each(['nodes/LeadLex/LeadLex.node.ts', 'tools/packages/index.ts', 'package.json'])(
		'%s is newer or older',
		(file) => {
			for (const time of [0, Date.now() / 1000 + 60]) {
				utimesSync(join(folder, file), time, time);
				expect(isBuilt(folder)).toBe(false);
			}
		},
	);

	test('a source was added', () => {
		write('credentials', 'LeadLexApi.credentials.ts');
		expect(isBuilt(folder)).toBe(false);
	});

	test('a source was deleted', () => {
		rmSync(join(folder, 'nodes', 'LeadLex', 'LeadLex.node.ts'));
		expect(isBuilt(folder)).toBe(false);
	});

	test('it is gone, or what it was built from is unknown', () => {
		rmSync(join(folder, 'dist'), { recursive: true });
		expect(isBuilt(folder)).toBe(false);
		mkdirSync(join(folder, 'dist'));
		rmSync(join(folder, '.built-from'));
		expect(isBuilt(folder)).toBe(false);
	});
});
