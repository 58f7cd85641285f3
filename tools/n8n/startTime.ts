/**
 * How much the package adds to n8n's start: five starts with it and five without it, in turns, in
 * one n8n that is the same otherwise. The first start of each kind does not count: it fills caches.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startN8n } from './n8n';
import { installPackage, packPackage } from './package';

const STARTS = 5;
const LIMIT_MS = 100;

async function main(): Promise<boolean> {
	const root = mkdtempSync(path.join(tmpdir(), 'contactlink-start-'));
	const kinds = { 'with the package': [] as number[], 'without it': [] as number[] };
	try {
		const tarball = await packPackage();
		await installPackage(tarball, path.join(root, 'with the package'));
		for (let start = 0; start <= STARTS; start++) {
			// The second of two may find the machine warmer, so each is first every other time
			const turns = Object.entries(kinds);
			for (const [name, times] of start % 2 ? turns : turns.reverse()) {
				const n8n = await startN8n({ userFolder: path.join(root, name) });
				await n8n.stop();
				if (start > 0) times.push(n8n.startedInMs);
			}
		}
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
	for (const [name, times] of Object.entries(kinds)) {
		const list = times.map((ms) => ms.toFixed(0)).join(', ');
		const fastest = Math.min(...times).toFixed(0);
		console.log(
			`${name.padEnd(16)} median ${median(times).toFixed(0)} ms, fastest ${fastest} ms: ${list}`,
		);
	}
	const added = median(kinds['with the package']) - median(kinds['without it']);
	console.log(
		`The package adds ${added.toFixed(0)} ms to n8n's start. Allowed are ${LIMIT_MS} ms.`,
	);
	return added < LIMIT_MS;
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

main().then(
	(passed) => {
		process.exitCode = passed ? 0 : 1;
	},
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
