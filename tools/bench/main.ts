/**
 * `npm run bench`: this package beside n8n's own nodes in a real n8n, written to
 * docs/benchmarks.md. `-- --only LeadLex --repetitions 1 --dry` for a look without writing; `--only`
 * may come several times. With `--resume results.json` a bench that was interrupted goes on: what that file
 * holds is not measured again.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';

import type { Sandbox } from '../mockServers';
import { startSandbox } from '../mockServers';
import type { N8nClient, Workflow } from '../n8n';
import { installPackage, packageRoot, packPackage } from '../n8n';
import type { Provider } from '../../test/support/world';
import { PROVIDERS } from '../../test/support/world';
import type { Case } from './cases';
import { casesFor } from './cases';
import { deliveriesTitle, runDeliveries } from './deliveries';
import { Host } from './host';
import type { Measured } from './measure';
import { measure } from './measure';
import { openPanels, panelsTable, panelsTitle } from './panels';
import type { Opened } from './panels';
import type { Result, Row } from './report';
import { pageOf, plotOf, tableOf, tellsMost } from './report';
import type { Target, Variant } from './variants';
import { workflowOf } from './variants';

const { values } = parseArgs({
	options: {
		only: { type: 'string', multiple: true, default: [''] },
		repetitions: { type: 'string', default: '5' },
		dry: { type: 'boolean', default: false },
		resume: { type: 'string' },
	},
});
const isWanted = (title: string) => values.only.some((part) => title.includes(part));
const BATCH_SIZES = [10, 20, 50, 100, 200];
/** Items of a trial: so many show which batch size is the fastest. */
const MOST_TRIED = 1000;
const PANEL_OPENINGS = 10;

async function main(): Promise<void> {
	const userFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-bench-'));
	const sandbox = await startSandbox();
	const host = new Host(userFolder);
	try {
		await installPackage(await packPackage(), userFolder);
		await host.restart();
		const targets = await targetsFor(host.client, sandbox);
		const results = measuredBefore();
		const isNew = (title: string) => isWanted(title) && !results.some((one) => one.title === title);
		const note = (result: Result) => {
			results.push(result);
			console.log(tableOf(result));
			if (values.resume) writeFileSync(values.resume, JSON.stringify(results));
		};
		for (const one of casesFor(sandbox, targets).filter(({ title }) => isNew(title))) {
			note(await runCase(host, sandbox, one));
		}
		if (isNew(deliveriesTitle)) {
			console.log(deliveriesTitle);
			const repetitions = Number(values.repetitions);
			note(await runDeliveries(host, sandbox, targets.leadLex, repetitions));
		}
		const panels = isWanted(panelsTitle) ? await openPanels(host, PANEL_OPENINGS) : [];
		console.log(panelsTable(panels));
		if (!values.dry) await write(results, panels);
	} finally {
		await host.n8n?.stop();
		await sandbox.stop();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

const measuredBefore = () =>
	values.resume && existsSync(values.resume)
		? (JSON.parse(readFileSync(values.resume, 'utf8')) as Result[])
		: [];

async function targetsFor(client: N8nClient, sandbox: Sandbox): Promise<Record<Provider, Target>> {
	const targets = PROVIDERS.map(async (provider) => {
		const { credential: data, url } = sandbox[provider];
		const credential = await client.saveCredential({
			name: provider,
			type: `${provider}Api`,
			data,
		});
		return [provider, { provider, url, credential }] as const;
	});
	return Object.fromEntries(await Promise.all(targets)) as Record<Provider, Target>;
}

async function runCase(
	host: Host,
	sandbox: Sandbox,
	{ title, provider, items, records, atOnce, conditions, variants, tuned, memory, isLong }: Case,
): Promise<Result> {
	console.log(title);
	const once = async (variant: Variant, workflow: Workflow): Promise<Measured> => {
		if (memory) await host.restart();
		const server = sandbox[provider];
		const { n8n, client } = host;
		const all = [n8n!, client, server, variant, workflow, conditions, atOnce] as const;
		const measured = await measure(...all);
		console.log(`  ${variant.name}: ${(measured.ms / 1000).toFixed(2)} s`);
		return measured;
	};
	const saved = (some: object[]) => (variant: Variant) =>
		host.client.saveWorkflow(workflowOf(variant, some));
	const save = saved(items);

	const tried = saved(items.slice(0, MOST_TRIED));
	const all = tuned ? [...variants, await fastest(BATCH_SIZES.map(tuned), tried, once)] : variants;
	const prepared = await Promise.all(
		all.map(async (variant) => ({
			variant,
			workflow: await save(variant),
			runs: [] as Measured[],
		})),
	);
	const repetitions = isLong ? 1 : Number(values.repetitions);
	for (let turn = 0; turn < repetitions; turn++) {
		for (const { variant, workflow, runs } of prepared) runs.push(await once(variant, workflow));
	}
	const rows = prepared.map(({ variant, runs }): Row => ({ variant: variant.name, runs }));
	for (const { workflow } of prepared) await host.client.deleteWorkflow(workflow);
	return { title, items: records ?? items.length, memory, rows };
}

/** The variant that is fastest in one trial each. */
async function fastest(
	variants: Variant[],
	save: (variant: Variant) => Promise<Workflow>,
	once: (variant: Variant, workflow: Workflow) => Promise<Measured>,
): Promise<Variant> {
	const tried: Array<{ variant: Variant; ms: number }> = [];
	for (const variant of variants) {
		tried.push({ variant, ms: (await once(variant, await save(variant))).ms });
	}
	const least = Math.min(...tried.map(({ ms }) => ms));
	return tried.find(({ ms }) => ms === least)!.variant;
}

async function write(results: Result[], panels: Opened[]): Promise<void> {
	const page = path.join(packageRoot, 'docs', 'benchmarks.md');
	const style = { ...(await resolveConfig(page)), filepath: page };
	const text = [pageOf(results, Number(values.repetitions)), panelsTable(panels)].join('\n');
	writeFileSync(page, await format(text, style));
	const draw = (name: string, some: Result[]) =>
		writeFileSync(path.join(packageRoot, 'docs', 'images', name), plotOf(some));
	draw('benchmarks.svg', results);
	draw('benchmarks-short.svg', results.filter(tellsMost));
	console.log('Written to docs/benchmarks.md');
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
