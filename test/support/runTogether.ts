import { describe } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(__filename);

/**
 * Runs the test files of a folder in one suite. They share n8n's engine and the compiled contracts, which take longer
 * to load than most of these files take to run.
 */
export function runTogether(folder: string): void {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
		describe(file, () => {
			require(join(folder, file));
		});
	}
}
