/** `npm run soak`: 6,600 items of each subject under faults. `-- --items 1000 --seed 7` for others. */
import Table from 'cli-table3';
import pc from 'picocolors';
import { parseArgs } from 'node:util';

import { createWorld } from '../support/world';
import type { Report } from './soak';
import { broken, soak } from './soak';

const LINES_SHOWN = 30;

const { values } = parseArgs({
	options: {
		items: { type: 'string', default: '6600' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
	},
});
const itemsPerSubject = Number(values.items);
const seed = Number(values.seed);

async function main(): Promise<boolean> {
	console.log(`Soak with ${itemsPerSubject} items of each subject, seed ${seed}`);
	const world = await createWorld();
	const started = Date.now();
	let shown = 0;
	try {
		const report = await soak(world, {
			itemsPerSubject,
			seed,
			onProgress: (items, { requests }) => {
				if (items < shown + 3000) return;
				shown = items;
				const seconds = Math.round((Date.now() - started) / 1000);
				console.log(`  ${items} items, ${requests} requests, ${seconds} s`);
			},
		});
		console.log(figures(report));
		const promises = broken(report);
		console.log(
			promises.length === 0
				? pc.green('No promise was broken.')
				: pc.red(promises.slice(0, LINES_SHOWN).join('\n')),
		);
		return promises.length === 0;
	} finally {
		await world.stop();
	}
}

function figures(report: Report): string {
	const style = { head: [], border: [] };
	const items = new Table({ style });
	items.push(
		['Items', report.items],
		['Runs of a node', report.runs],
		['Requests', report.requests],
		['Items that succeeded', report.succeeded],
		['Items that were refused', report.refused],
		['Items in doubt, and told so', report.uncertain],
		['Items whose doubt ended by looking', report.foundByLooking],
		['Runs that were cancelled', report.cancelledRuns],
		['Items of runs that stopped before or after them', report.stoppedBefore],
		['Lost', report.lost.length],
		['Written twice', report.doubled.length],
		['Called done, but not there', report.falseSuccesses.length],
		['Called failed, but there', report.falseFailures.length],
		['In doubt, though the operation may be repeated', report.needlessDoubts.length],
		['Cancelled runs that took longer than a second', report.lateCancellations.length],
		['Runs with a secret in them', report.secrets.length],
	);
	const faults = new Table({ head: ['Fault that a request met', 'Times'], style });
	for (const [fault, times] of Object.entries(report.faults).sort()) faults.push([fault, times]);
	return `${items.toString()}\n${faults.toString()}`;
}

main().then(
	(kept) => process.exit(kept ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
