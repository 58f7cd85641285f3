/** What is published, and n8n's own check of it. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { manifest, root } from '../support/package';

interface Verdict {
	passed: boolean;
	details?: string;
}

function scan(folder: string, kind: 'source' | 'built'): Verdict {
	const output = execFileSync(process.execPath, [join(__dirname, 'scan.mjs'), folder, kind], {
		encoding: 'utf8',
		// The rules take a run with Jest's NODE_ENV for a test of their own
		env: { ...process.env, NODE_ENV: '' },
	});
	return JSON.parse(output.trim().split('\n').at(-1)!) as Verdict;
}

describe('npm pack', () => {
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json'], {
			cwd: root,
			encoding: 'utf8',
			stdio: 'pipe',
		}),
	) as Array<{ size: number; files: Array<{ path: string }> }>;
	const paths = packed.files.map(({ path }) => path);

	test('holds the build and its papers, and nothing else', () => {
		expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
			'CHANGELOG.md',
			'LICENSE.md',
			'README.md',
			'package.json',
		]);
		expect(paths).toEqual(
			expect.arrayContaining([...manifest.n8n.nodes, ...manifest.n8n.credentials]),
		);
		expect(paths.filter((path) => !/\.(js|json|svg|md)$/.test(path))).toEqual([]);
	});

	test('is small', () => {
		expect(packed.size).toBeLessThan(300 * 1024);
	});
});

test('the manifest asks for nothing at run time but n8n', () => {
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

describe("n8n's scanner", () => {
	const bad = mkdtempSync(join(tmpdir(), 'scan-'));
	afterAll(() => rmSync(bad, { recursive: true }));

	test('reports nothing on the source', () => {
		expect(scan(root, 'source')).toEqual({ passed: true });
	});

	test('reports nothing on what is built', () => {
		expect(scan(join(root, 'dist'), 'built')).toEqual({ passed: true });
	});

	test('does report: a node that writes the key into a header itself', () => {
		mkdirSync(join(bad, 'nodes'));
		writeFileSync(
			join(bad, 'package.json'),
			'{ "name": "bad", "version": "1.0.0", "dependencies": { "a": "1" } }',
		);
		writeFileSync(join(bad, 'nodes', 'Bad.node.ts'), 'setTimeout(() => process.exit(), 1);\n');
		const { passed, details } = scan(bad, 'source');
		expect(passed).toBe(false);
		expect(details).toContain('no-restricted-globals');
	});
});
