/** docs/benchmarks.md and its picture, written from what was measured. */
import { cpus, totalmem } from 'node:os';

import { n8nVersion } from '../n8n';
import type { Measured } from './measure';
import { median } from './measure';

export interface Row {
	variant: string;
	runs: Measured[];
}

export interface Result {
	title: string;
	items: number;
	/** Are memory and silence those of the runs alone? */
	memory?: boolean;
	rows: Row[];
}

const count = (value: number) => Math.round(value).toLocaleString('en');
const seconds = (ms: number) => (ms / 1000).toFixed(2);
const times = (row: Row) => row.runs.map(({ ms }) => ms);
/** Items a second that succeeded. */
const rate = (items: number, row: Row) => ((items - failed(row)) / median(times(row))) * 1000;
const middle = (row: Row, value: (run: Measured) => number) =>
	Math.round(median(row.runs.map(value)));
const failed = (row: Row) => middle(row, (run) => run.failed);

export function tableOf({ title, items, memory, rows }: Result): string {
	const [ours] = rows;
	const lines = rows.map((row) => {
		const all = times(row);
		const spread = `${seconds(Math.min(...all))} to ${seconds(Math.max(...all))}`;
		return [
			row.variant,
			seconds(median(all)),
			spread,
			count(rate(items, row)),
			(median(all) / median(times(ours))).toFixed(2),
			middle(row, (run) => run.requests),
			failed(row),
			...(memory
				? [middle(row, (run) => run.peakMiB), middle(row, (run) => run.longestSilence)]
				: []),
		].join(' | ');
	});
	const head = [
		...['', 'Seconds, median', 'Spread', 'Items done a second', 'Times as long as this package'],
		...[
			'Requests',
			'Items that failed',
			...(memory ? ['Peak memory of n8n, MiB', 'Longest silence of n8n, ms'] : []),
		],
	].join(' | ');
	return [
		`### ${title}`,
		'',
		`| ${head} |`,
		`| --- |${' ---: |'.repeat(memory ? 8 : 6)}`,
		...lines.map((line) => `| ${line} |`),
		'',
	].join('\n');
}

export function pageOf(results: Result[], repetitions: number): string {
	const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
	return [
		'# Benchmarks',
		'',
		'<!-- Written by `npm run bench`. Not to be changed by hand. -->',
		'',
		`In a real n8n ${n8nVersion.version} on one machine (${machine}), against the sandbox on loopback. The`,
		`variants of a case take turns, ${repetitions} times each (100,000 items: once); the times are those that n8n`,
		'notes for the nodes, and the figures are medians. Of several workflows at once and of deliveries, the time is that from the first',
		'begin to the last end. All variants use the same credential. *HTTP Request*',
		'sends all items at once by default; its *best setting* is the batch size that was fastest in a trial before.',
		'The *bare loop* is a node made for this bench that does nothing but send: what n8n allows at most.',
		'SprintHub is sent 10 requests at once by default, since it is reported to refuse good keys when called',
		'too fast; the case shows what the option does. The longest silence is the longest time for which n8n did',
		'not answer others while the nodes ran. n8n 2 prepares its expressions before it asks a trigger about a delivery;',
		'it has a short cut for its own Webhook node alone, which was measured with it and without.',
		'',
		'![Items done a second, by case](images/benchmarks.svg)',
		'',
		...results.map(tableOf),
		...growth(results),
	].join('\n');
}

/** How much longer ten times the items take: the first case with so many items beside its like. */
function growth(results: Result[]): string[] {
	const ratio = (few: number, many: number, memory: boolean) => {
		const [small, large] = [few, many].map((items) =>
			results.find((one) => one.items === items && !one.memory === !memory && isCreate(one)),
		);
		if (!small || !large) return [];
		const value = median(times(large.rows[0])) / median(times(small.rows[0]));
		const said = `${count(many)} items take this package ${value.toFixed(1)} times as long as ${count(few)}.`;
		return [said, ''];
	};
	return [...ratio(1000, 10_000, false), ...ratio(10_000, 100_000, true)];
}

const isCreate = ({ title }: Result) => title.startsWith('Voxworks: create');

/** For the picture of the README: writes one by one, writes in batches, and a long list. */
export const tellsMost = ({ title }: Result) =>
	/^(Voxworks: create 1,000|LeadLex: create 1,000|LeadLex: get 10,000) .*50 ms/.test(title);

const OURS = '#5b3fd6';
const OTHERS = '#9a9aa5';
const BAR = 18;
const LEFT = 350;
const WIDTH = 1000;

/** Bars of items done a second, longest first in each case's own scale. */
export function plotOf(results: Result[]): string {
	let y = 10;
	const parts = results.flatMap(({ title, items, rows }) => {
		const rates = rows.map((row) => rate(items, row));
		const scale = (WIDTH - LEFT - 210) / Math.max(...rates);
		y += 24;
		const heading = `<text x="10" y="${y}" font-weight="bold">${escaped(title)}</text>`;
		y += 8;
		const bars = rows.map((row, at) => {
			const { variant } = row;
			const losses = failed(row) > 0 ? `, ${count(failed(row))} of ${count(items)} failed` : '';
			const width = Math.max(1, rates[at] * scale).toFixed(0);
			const bar = [
				`<text x="${LEFT - 8}" y="${y + BAR - 5}" text-anchor="end">${escaped(variant)}</text>`,
				`<rect x="${LEFT}" y="${y}" width="${width}" height="${BAR - 4}" fill="${variant.startsWith('this package') ? OURS : OTHERS}"/>`,
				`<text x="${LEFT + Number(width) + 6}" y="${y + BAR - 5}">${count(rates[at])} a second${losses}</text>`,
			];
			y += BAR;
			return bar.join('');
		});
		return [heading, ...bars];
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 20}" font-family="sans-serif" font-size="12">`,
		`<rect width="100%" height="100%" fill="#ffffff"/>`,
		...parts,
		'</svg>',
		'',
	].join('\n');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
