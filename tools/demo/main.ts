/**
 * `npm run demo`: runs the workflows of examples/ in n8n's engine against local stand-ins of the
 * APIs, then looks for every person there. Exit code 0 means: all found, exactly once.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Listr } from 'listr2';

import { createEngine } from '../engine';
import type { Engine, WorkflowJson } from '../engine';
import { startSandbox } from '../mockServers';
import type { Sandbox } from '../mockServers';
import { PEOPLE_FILE, readPeople } from './people';
import type { Person } from './people';
import { providers } from './providers';
import type { Provider } from './providers';
import { failingCasesReport, resultsReport, verdictReport } from './report';
import type { FailingCase, Result } from './report';

async function main(): Promise<boolean> {
	const people = readPeople();
	const sandbox = await startSandbox();
	try {
		const engine = await createEngine({
			credentials: Object.fromEntries(
				providers.map(({ key }) => [`${key}Api`, sandbox[key].credential]),
			),
		});
		const results = await runWorkflows(engine, sandbox, people.length);
		console.log(resultsReport(results));
		const mistakes = await makeMistakes(engine, people[0]);
		console.log(failingCasesReport(mistakes));

		const problems = [
			...results.flatMap(({ failures }) => failures),
			...mistakes.filter(({ error }) => !error).map(({ what }) => `It went through: ${what}`),
			...findProblems(sandbox, people),
		];
		console.log(verdictReport(people.length, problems));
		return problems.length === 0;
	} finally {
		await sandbox.stop();
	}
}

async function runWorkflows(engine: Engine, sandbox: Sandbox, count: number): Promise<Result[]> {
	const results: Result[] = [];
	const tasks = providers.map((provider) => ({
		title: `${provider.name}: ${count} people with ${provider.workflow}`,
		task: async (_context: unknown, task: { output: string }) => {
			const show = (node: string) => (task.output = node);
			results.push(await runWorkflow(engine, sandbox, provider, show));
		},
	}));
	await new Listr(tasks).run();
	return results;
}

async function runWorkflow(
	engine: Engine,
	sandbox: Sandbox,
	provider: Provider,
	onNodeStart: (name: string) => void,
): Promise<Result> {
	const started = performance.now();
	const run = await engine.run(readWorkflow(provider.workflow), { onNodeStart });
	const seconds = (performance.now() - started) / 1000;

	const { error, runData } = run.data.resultData;
	const rows = (runData.Refused ?? []).flatMap(({ data }) => data?.main[0] ?? []);
	const reasons = rows.map(({ json }) => [json.email, json.step, json.reason].join(': '));
	if (error) reasons.push(error.message);
	return {
		provider: provider.name,
		...provider.countRecords(sandbox),
		requests: sandbox[provider.key].requests.length,
		seconds,
		failures: reasons.map((reason) => `${provider.name}: ${reason}`),
	};
}

/** As a user imports it, but for the place of the file. */
function readWorkflow(name: string): WorkflowJson {
	const file = path.join(__dirname, '../../examples', name);
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	for (const { type, parameters } of workflow.nodes) {
		if (type === 'n8n-nodes-base.readWriteFile') parameters.fileSelector = PEOPLE_FILE;
	}
	return workflow;
}

async function makeMistakes(engine: Engine, person: Person): Promise<FailingCase[]> {
	const made: FailingCase[] = [];
	for (const { name, failingCase } of providers) {
		const { what, node, item } = failingCase(person);
		const { error } = await engine.runNode(node, [item]);
		made.push({ provider: name, what, error });
	}
	return made;
}

/** Looks at the records themselves: a right number of them could still be the wrong ones. */
function findProblems(sandbox: Sandbox, people: Person[]): string[] {
	return providers.flatMap(({ name, countRecords, findProblem }) => {
		const found = people
			.map((person) => ({ person, what: findProblem(sandbox, person) }))
			.filter(({ what }) => what !== undefined)
			.map(({ person, what }) => `${name}: ${person.email}: ${what}`);
		const tooMany = Object.entries(countRecords(sandbox))
			.filter(([, count]) => count > people.length)
			.map(([what, count]) => `${name}: ${count} ${what} for ${people.length} people`);
		return [...found, ...tooMany];
	});
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
