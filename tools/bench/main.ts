/**
 * `npm run bench`: compares this package with n8n's own nodes in a real n8n and writes the result to
 * docs/benchmarks.md. Queue mode needs Postgres and Redis, and the editor's panels need Chromium.
 *
 * - `-- --only LeadLex` measures only what has this in its title. May be given several times. Add `--dry`, unless
 *   the page is to contain nothing else.
 * - `-- --repetitions 1` measures each variant once instead of five times.
 * - `-- --dry` prints the result without writing it.
 * - `-- --resume results.json` stores each result in this file and skips those that it already has, so
 *   that an interrupted bench can go on.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';

import { PROVIDERS, startSandbox } from '../mockServers';
import type { ProviderKey, Sandbox } from '../mockServers';
import type { N8nClient, Workflow } from '../n8n';
import { installPackage, installServices, packageRoot, packPackage } from '../n8n';
import { casesFor } from './cases';
import type { Case } from './cases';
import { deliveriesTitle, runDeliveries } from './deliveries';
import { Host } from './host';
import type { Measurement } from './measure';
import { measure } from './measure';
import { checkChromium, openPanels, panelsTable, panelsTitle } from './panels';
import type { OpeningTimes } from './panels';
import { queueModeTitle, runQueueMode } from './queueMode';
import type { Result, Row } from './report';
import { buildPage, buildTable, drawPlot, isHighlight } from './report';
import type { Target, Variant } from './variants';
import { buildWorkflow } from './variants';

const { values } = parseArgs({
	options: {
		only: { type: 'string', multiple: true, default: [''] },
		repetitions: { type: 'string', default: '5' },
		dry: { type: 'boolean', default: false },
		resume: { type: 'string' },
	},
});
const isSelected = (title: string) => values.only.some((part) => title.includes(part));
const BATCH_SIZES = [10, 20, 50, 100, 200];
/** Enough items to show which batch size is the fastest. */
const MAX_TRIAL_ITEMS = 1000;
const PANEL_OPENINGS = 10;

async function main(): Promise<void> {
	const userFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-bench-'));
	const sandbox = await startSandbox();
	const host = new Host(userFolder);
	try {
		const results = readResults();
		const isPending = (title: string) =>
			isSelected(title) && !results.some((result) => result.title === title);
		// If something is missing, the bench says so now and not after an hour
		if (isSelected(panelsTitle)) checkChromium();
		if (isPending(queueModeTitle)) await installServices(console.log);
		const tarball = await packPackage();
		await installPackage(tarball, userFolder);
		await host.restart();
		const targets = await targetsFor(host.client, sandbox);
		const record = (result: Result) => {
			results.push(result);
			console.log(buildTable(result));
			if (values.resume) writeFileSync(values.resume, JSON.stringify(results));
		};
		const cases = casesFor(sandbox, targets);
		for (const benchCase of cases.filter(({ title }) => isPending(title))) {
			record(await runCase(host, sandbox, benchCase));
		}
		if (isPending(deliveriesTitle)) {
			console.log(deliveriesTitle);
			const repetitions = Number(values.repetitions);
			record(await runDeliveries(host, sandbox, targets.leadLex, repetitions));
		}
		const panels = isSelected(panelsTitle) ? await openPanels(host, PANEL_OPENINGS) : [];
		console.log(panelsTable(panels));
		await host.stop();
		if (isPending(queueModeTitle)) {
			console.log(queueModeTitle);
			record(await runQueueMode(tarball, sandbox));
		}
		const titles = [...cases.map(({ title }) => title), deliveriesTitle, queueModeTitle];
		if (!values.dry) await writeReport(sortByTitle(results, titles), panels);
	} finally {
		await host.stop();
		await sandbox.stop();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** Sorts results in the order of the titles. A bench that went on in parts has measured in another order. */
const sortByTitle = (results: Result[], titles: string[]): Result[] =>
	[...results].sort((a, b) => titles.indexOf(a.title) - titles.indexOf(b.title));

/** The results of an interrupted bench. */
const readResults = () =>
	values.resume && existsSync(values.resume)
		? (JSON.parse(readFileSync(values.resume, 'utf8')) as Result[])
		: [];

async function targetsFor(
	client: N8nClient,
	sandbox: Sandbox,
): Promise<Record<ProviderKey, Target>> {
	const targets = PROVIDERS.map(async (provider) => {
		const { credential: data, url } = sandbox[provider];
		const credential = await client.saveCredential({
			name: provider,
			type: `${provider}Api`,
			data,
		});
		return [provider, { provider, url, credential }] as const;
	});
	return Object.fromEntries(await Promise.all(targets)) as Record<ProviderKey, Target>;
}

type MeasureOnce = (variant: Variant, workflow: Workflow) => Promise<Measurement>;

async function runCase(host: Host, sandbox: Sandbox, benchCase: Case): Promise<Result> {
	const { title, provider, items, conditions, simultaneousRuns, freshN8n } = benchCase;
	console.log(title);
	const measureOnce: MeasureOnce = async (variant, workflow) => {
		if (freshN8n) await host.restart();
		const server = sandbox[provider];
		const measurement = await measure(
			host,
			server,
			variant,
			workflow,
			conditions,
			simultaneousRuns,
		);
		console.log(`  ${variant.name}: ${(measurement.ms / 1000).toFixed(2)} s`);
		return measurement;
	};
	const prepared = [];
	for (const variant of await variantsOf(benchCase, host, measureOnce)) {
		const workflow = await host.client.saveWorkflow(buildWorkflow(variant, items));
		prepared.push({ variant, workflow, runs: [] as Measurement[] });
	}
	const repetitions = benchCase.runsOnce ? 1 : Number(values.repetitions);
	for (let round = 0; round < repetitions; round++) {
		for (const { variant, workflow, runs } of prepared) {
			runs.push(await measureOnce(variant, workflow));
		}
	}
	for (const { workflow } of prepared) await host.client.deleteWorkflow(workflow);
	const rows = prepared.map(({ variant, runs }): Row => ({ variant: variant.name, runs }));
	return { title, items: benchCase.recordCount ?? items.length, freshN8n, rows };
}

/** The variants of a case, and the best setting of the HTTP Request node if the case looks for it. */
async function variantsOf(
	{ variants, tunedVariant, items }: Case,
	host: Host,
	measureOnce: MeasureOnce,
): Promise<Variant[]> {
	if (!tunedVariant) return variants;
	const trials: Array<{ variant: Variant; ms: number }> = [];
	for (const variant of BATCH_SIZES.map(tunedVariant)) {
		const trialItems = items.slice(0, MAX_TRIAL_ITEMS);
		const workflow = await host.client.saveWorkflow(buildWorkflow(variant, trialItems));
		trials.push({ variant, ms: (await measureOnce(variant, workflow)).ms });
	}
	const [fastest] = trials.sort((a, b) => a.ms - b.ms);
	return [...variants, fastest.variant];
}

async function writeReport(results: Result[], panels: OpeningTimes[]): Promise<void> {
	const page = path.join(packageRoot, 'docs', 'benchmarks.md');
	const style = { ...(await resolveConfig(page)), filepath: page };
	const text = [buildPage(results, Number(values.repetitions)), panelsTable(panels)].join('\n');
	writeFileSync(page, await format(text, style));
	const draw = (name: string, plotted: Result[]) =>
		writeFileSync(path.join(packageRoot, 'docs', 'images', name), drawPlot(plotted));
	draw('benchmarks.svg', results);
	draw('benchmarks-short.svg', results.filter(isHighlight));
	console.log('Wrote docs/benchmarks.md');
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
