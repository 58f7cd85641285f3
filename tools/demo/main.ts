/**
 * `npm run demo`: runs the workflows of examples/ in n8n's engine against the mock servers and then
 * checks the records there. Exits with 0 if every person is there exactly once.
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
		const failingCases = await runFailingCases(engine, people[0]);
		console.log(failingCasesReport(failingCases));

		const problems = [
			...results.flatMap(({ failures }) => failures),
			...failingCases.filter(({ error }) => !error).map(({ what }) => `Did not fail: ${what}`),
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
			const showNode = (node: string) => (task.output = node);
			results.push(await runWorkflow(engine, sandbox, provider, showNode));
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
	const failedItems = (runData.Refused ?? []).flatMap(({ data }) => data?.main[0] ?? []);
	const failures = failedItems.map(({ json }) => [json.email, json.step, json.reason].join(': '));
	if (error) failures.push(error.message);
	return {
		provider: provider.name,
		...provider.countRecords(sandbox),
		requests: sandbox[provider.key].requests.length,
		seconds,
		failures: failures.map((failure) => `${provider.name}: ${failure}`),
	};
}

/** Reads a workflow as a user imports it. Only the path of the file that it reads is changed. */
function readWorkflow(name: string): WorkflowJson {
	const file = path.join(__dirname, '../../examples', name);
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	for (const { type, parameters } of workflow.nodes) {
		if (type === 'n8n-nodes-base.readWriteFile') parameters.fileSelector = PEOPLE_FILE;
	}
	return workflow;
}

async function runFailingCases(engine: Engine, person: Person): Promise<FailingCase[]> {
	const results: FailingCase[] = [];
	for (const { name, failingCase } of providers) {
		const { what, node, item } = failingCase(person);
		const { error } = await engine.runNode(node, [item]);
		results.push({ provider: name, what, error });
	}
	return results;
}

/** Checks the records themselves, since a correct count could hide wrong records. */
function findProblems(sandbox: Sandbox, people: Person[]): string[] {
	return providers.flatMap(({ name, countRecords, findProblem }) => {
		const problems = people
			.map((person) => ({ person, problem: findProblem(sandbox, person) }))
			.filter(({ problem }) => problem !== undefined)
			.map(({ person, problem }) => `${name}: ${person.email}: ${problem}`);
		const tooMany = Object.entries(countRecords(sandbox))
			.filter(([, count]) => count > people.length)
			.map(([kind, count]) => `${name}: ${count} ${kind} for ${people.length} people`);
		return [...problems, ...tooMany];
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
