/**
 * How much longer n8n starts with the package in it, and with the packages of all providers beside it: five
 * starts of each in turns, in one n8n that is the same otherwise. The first of each kind does not count: it
 * fills caches.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { packageFolders } from '../packages';
import { startN8n } from './n8n';
import { installPackage, packPackage } from './package';

const STARTS = 5;
const NONE = 'without any';
const ALL = Object.keys(packageFolders);
const KINDS: Record<string, string[]> = {
	[NONE]: [],
	'with the package': ALL.slice(0, 1),
	'with all of them': ALL,
};
/** For a package. */
const LIMIT_MS = 100;

async function main(): Promise<boolean> {
	const root = mkdtempSync(path.join(tmpdir(), 'contactlink-start-'));
	const times = new Map(Object.keys(KINDS).map((kind) => [kind, [] as number[]]));
	try {
		for (const [kind, names] of Object.entries(KINDS)) {
			for (const name of names)
				await installPackage(await packPackage(name), path.join(root, kind));
		}
		for (let start = 0; start <= STARTS; start++) {
			// The second of two may find the machine warmer, so each is first every other time
			const turns = [...times];
			for (const [kind, taken] of start % 2 ? turns : turns.reverse()) {
				const n8n = await startN8n({ userFolder: path.join(root, kind) });
				await n8n.stop();
				if (start > 0) taken.push(n8n.startupMs);
			}
		}
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
	const own = median(times.get(NONE)!);
	const addedTo = (kind: string) => median(times.get(kind)!) - own;
	for (const [kind, taken] of times) {
		const list = taken.map((ms) => ms.toFixed(0)).join(', ');
		const told = `${addedTo(kind).toFixed(0)} ms more, ${LIMIT_MS * KINDS[kind].length} allowed`;
		console.log(`${kind.padEnd(16)} median ${median(taken).toFixed(0)} ms, ${told}: ${list}`);
	}
	return Object.entries(KINDS).every(([kind, names]) => addedTo(kind) <= LIMIT_MS * names.length);
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
