/** Runs `npm run soak`: 10,000 items through all write operations under faults. Options: `-- --items 1000 --seed 7`. */
import Table from 'cli-table3';
import pc from 'picocolors';
import { parseArgs } from 'node:util';

import { createWorld } from '../support/world';
import { ALLOWED_IN_DOUBT } from './allowedInDoubt';
import { violationsIn, totalInDoubt } from './report';
import type { Report } from './report';
import { soak } from './soak';

const LINES_SHOWN = 30;

const { values } = parseArgs({
	options: {
		items: { type: 'string', default: '10000' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		only: { type: 'string', default: '' },
	},
});
const items = Number(values.items);
const seed = Number(values.seed);

async function main(): Promise<boolean> {
	console.log(`Soak with ${items} items, seed ${seed}`);
	const world = await createWorld();
	const started = Date.now();
	let shown = 0;
	try {
		const report = await soak(world, {
			items,
			seed,
			only: (title) => title.includes(values.only),
			onProgress: ({ items: done, requests }) => {
				if (done < shown + items / 20) return;
				shown = done;
				const seconds = Math.round((Date.now() - started) / 1000);
				console.log(`  ${done} items, ${requests} requests, ${seconds} s`);
			},
		});
		console.log(figures(report));
		const lines = violationsIn(report);
		console.log(
			lines.length === 0
				? pc.green('Every guarantee holds.')
				: pc.red(lines.slice(0, LINES_SHOWN).join('\n')),
		);
		return lines.length === 0;
	} finally {
		await world.stop();
	}
}

function figures(report: Report): string {
	const style = { head: [], border: [] };
	const counts = new Table({ style });
	counts.push(
		['Items', report.items],
		['Runs of a node', report.runs],
		['Requests', report.requests],
		['Items that succeeded', report.succeeded],
		['Items that failed', report.refused],
		['Items reported in doubt', totalInDoubt(report)],
		['Items whose doubt a look-up resolved', report.resolvedByLookUp],
		['Runs that were cancelled', report.cancelledRuns],
		['Groups of runs during which the process was held up', report.heldUpGroups],
		['Items not reported, since their run stopped', report.notReported],
		['Deliveries to a trigger', report.deliveries],
		['Forged deliveries among them', report.forgeries],
		['Polls of a trigger', report.polls],
		['Failed polls among them', report.failedPolls],
		['Executions that triggers started', report.executions],
		...Object.entries(report.violations).map(([guarantee, lines]): [string, number] => [
			`Violated guarantee: ${guarantee}`,
			lines.length,
		]),
	);
	const faults = new Table({ head: ['Fault that a request met', 'Times'], style });
	for (const [fault, times] of Object.entries(report.faults).sort()) faults.push([fault, times]);
	const inDoubt = new Table({
		head: ['Items in doubt', '', 'Why the API leaves no other way'],
		style,
	});
	for (const [title, count] of Object.entries(report.inDoubt).sort()) {
		inDoubt.push([
			title,
			count,
			ALLOWED_IN_DOUBT[title] ?? 'Cancelled, or no response to three attempts',
		]);
	}
	return [counts, faults, inDoubt].map(String).join('\n');
}

main().then(
	(passed) => process.exit(passed ? 0 : 1),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
