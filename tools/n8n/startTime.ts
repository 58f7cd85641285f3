/**
 * Measures how much longer n8n takes to start with this package, and with the packages of all providers.
 * Starts each kind of n8n five times, alternating. The first start of each kind fills caches and is not
 * counted.
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
const MAX_MS_PER_PACKAGE = 100;

async function main(): Promise<boolean> {
	const root = mkdtempSync(path.join(tmpdir(), 'contactlink-start-'));
	const times = new Map(Object.keys(KINDS).map((kind) => [kind, [] as number[]]));
	try {
		for (const [kind, names] of Object.entries(KINDS)) {
			const tarballs: string[] = [];
			for (const name of names) tarballs.push(await packPackage(name));
			if (tarballs.length > 0) await installPackage(tarballs, path.join(root, kind));
		}
		for (let start = 0; start <= STARTS; start++) {
			// The order alternates, since a later start may profit from warm caches
			const kinds = [...times];
			for (const [kind, startTimes] of start % 2 ? kinds : kinds.reverse()) {
				const n8n = await startN8n({ userFolder: path.join(root, kind) });
				await n8n.stop();
				if (start > 0) startTimes.push(n8n.startupMs);
			}
		}
	} finally {
		rmSync(root, { recursive: true, force: true });
	}
	const baseline = median(times.get(NONE)!);
	const added = (kind: string) => median(times.get(kind)!) - baseline;
	const allowed = (kind: string) => MAX_MS_PER_PACKAGE * KINDS[kind].length;
	for (const [kind, startTimes] of times) {
		const list = startTimes.map((ms) => ms.toFixed(0)).join(', ');
		const comparison = `${added(kind).toFixed(0)} ms more, ${allowed(kind)} allowed`;
		console.log(
			`${kind.padEnd(16)} median ${median(startTimes).toFixed(0)} ms, ${comparison}: ${list}`,
		);
	}
	return Object.keys(KINDS).every((kind) => added(kind) <= allowed(kind));
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
