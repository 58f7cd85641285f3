/** Writes docs/benchmarks.md and draws its pictures from the results. */
import { cpus, totalmem } from 'node:os';

import { n8nVersion } from '../n8n';
import type { Measurement } from './measure';
import { median } from './measure';

export interface Row {
	variant: string;
	runs: Measurement[];
}

export interface Result {
	title: string;
	items: number;
	/** Whether n8n was started anew for each run. Only then are memory and latency shown. */
	freshN8n?: boolean;
	rows: Row[];
}

const count = (value: number) => Math.round(value).toLocaleString('en');
const seconds = (ms: number) => (ms / 1000).toFixed(2);
const times = (row: Row) => row.runs.map(({ ms }) => ms);
const roundedMedian = (row: Row, field: keyof Measurement) =>
	Math.round(median(row.runs.map((run) => run[field])));
/** Successful items a second. */
const rate = (items: number, row: Row) =>
	((items - roundedMedian(row, 'failed')) / median(times(row))) * 1000;

const shownRate = (items: number, row: Row) => {
	const value = rate(items, row);
	return value < 1 ? value.toFixed(2) : count(value);
};

export function buildTable({ title, items, freshN8n, rows }: Result): string {
	const [ours] = rows;
	const wasRefused = rows.some(({ runs }) => runs.some(({ refused }) => refused > 0));
	const lines = rows.map((row) => {
		const ms = times(row);
		const spread = `${seconds(Math.min(...ms))} to ${seconds(Math.max(...ms))}`;
		return [
			row.variant,
			seconds(median(ms)),
			spread,
			shownRate(items, row),
			(median(ms) / median(times(ours))).toFixed(2),
			roundedMedian(row, 'requests'),
			...(wasRefused ? [roundedMedian(row, 'refused')] : []),
			roundedMedian(row, 'failed'),
			...(freshN8n ? [roundedMedian(row, 'peakMiB'), roundedMedian(row, 'maxLatencyMs')] : []),
		].join(' | ');
	});
	const columns = [
		'Seconds, median',
		'Spread',
		'Items done a second',
		'Times as long as this package',
		'Requests',
		...(wasRefused ? ['Refused with 429'] : []),
		'Items that failed',
		...(freshN8n ? ['Peak memory of n8n, MiB', 'Longest silence of n8n, ms'] : []),
	];
	return [
		`### ${title}`,
		'',
		`| ${['', ...columns].join(' | ')} |`,
		`| --- |${' ---: |'.repeat(columns.length)}`,
		...lines.map((line) => `| ${line} |`),
		'',
	].join('\n');
}

export function buildPage(results: Result[], repetitions: number): string {
	const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
	return [
		'# Benchmarks',
		'',
		'<!-- Written by `npm run bench`. Not to be changed by hand. -->',
		'',
		`In a real n8n ${n8nVersion.version} on one machine (${machine}), against the sandbox on loopback. The variants of`,
		`a case alternate, ${repetitions} times each (100,000 items, and 10 requests a minute: once). Times are those that n8n reports for the nodes, and all`,
		'figures are medians. For several workflows at once and for deliveries, the time is that from the first start to the last end.',
		'All variants use the same credential; in queue mode, each has a key of its own, since the nodes remember its limit. *HTTP Request* sends all items at once by default; its *best setting* is the batch',
		'size that was fastest in a trial before. The *bare loop* is a node made for this bench that only sends requests: it shows the',
		'maximum that n8n allows. SprintHub is sent 10 requests at once by default, since it is reported to reject valid keys when it',
		'is called too fast, and LeadLex too, since its smallest plan allows 10 a minute; two cases show what the option does. The longest silence is the longest time that n8n took to respond',
		'to another request while the nodes ran. n8n 2 prepares its expressions before it passes a delivery to a trigger, but has a',
		'short cut for its own Webhook node, which was measured with and without it.',
		'',
		'HTTP Request is limited by the CPU, so it takes less time on a faster machine, whereas this package takes as long as before where',
		'it waits for the server. Where it sends 10 requests at once by default, HTTP Request can then be the faster one.',
		'',
		'![Items done a second, by case](images/benchmarks.svg)',
		'',
		...results.map(buildTable),
		...growth(results),
	].join('\n');
}

/** Says how many times as long ten times the items take, for the cases that differ in nothing else. */
function growth(results: Result[]): string[] {
	const compare = (few: number, many: number, freshN8n: boolean) => {
		const [small, large] = [few, many].map((items) =>
			results.find(
				(result) => result.items === items && !result.freshN8n === !freshN8n && isCreate(result),
			),
		);
		if (!small || !large) return [];
		const ratio = median(times(large.rows[0])) / median(times(small.rows[0]));
		return [
			`${count(many)} items take this package ${ratio.toFixed(1)} times as long as ${count(few)}.`,
			'',
		];
	};
	return [...compare(1000, 10_000, false), ...compare(10_000, 100_000, true)];
}

const isCreate = ({ title }: Result) => title.startsWith('Voxworks: create');

/** Whether the README's picture shows the case: writes one by one, writes in batches, a long list. */
export const isHighlight = ({ title }: Result) =>
	/^(Voxworks: create 1,000|LeadLex: create 1,000|LeadLex: get 10,000) .*50 ms/.test(title);

const OUR_COLOUR = '#5b3fd6';
const OTHER_COLOUR = '#9a9aa5';
const BAR_HEIGHT = 18;
const LABEL_WIDTH = 350;
const RATE_WIDTH = 210;
const WIDTH = 1000;

/** Draws a bar of items done a second for each variant. Each case has its own scale. */
export function drawPlot(results: Result[]): string {
	let y = 10;
	const parts = results.flatMap(({ title, items, rows }) => {
		const rates = rows.map((row) => rate(items, row));
		const scale = (WIDTH - LABEL_WIDTH - RATE_WIDTH) / Math.max(...rates);
		y += 24;
		const heading = `<text x="10" y="${y}" font-weight="bold">${escapeXml(title)}</text>`;
		y += 8;
		const bars = rows.map((row, index) => {
			const bar = drawBar(row, items, Math.max(1, rates[index] * scale), y);
			y += BAR_HEIGHT;
			return bar;
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

function drawBar(row: Row, items: number, exactWidth: number, y: number): string {
	const { variant } = row;
	const failed = roundedMedian(row, 'failed');
	const losses = failed > 0 ? `, ${count(failed)} of ${count(items)} failed` : '';
	const width = exactWidth.toFixed(0);
	const colour = variant.startsWith('this package') ? OUR_COLOUR : OTHER_COLOUR;
	const textY = y + BAR_HEIGHT - 5;
	return [
		`<text x="${LABEL_WIDTH - 8}" y="${textY}" text-anchor="end">${escapeXml(variant)}</text>`,
		`<rect x="${LABEL_WIDTH}" y="${y}" width="${width}" height="${BAR_HEIGHT - 4}" fill="${colour}"/>`,
		`<text x="${LABEL_WIDTH + Number(width) + 6}" y="${textY}">${shownRate(items, row)} a second${losses}</text>`,
	].join('');
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
