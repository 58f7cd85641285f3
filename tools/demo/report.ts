/** The texts that the demo prints. */
import Table from 'cli-table3';
import pc from 'picocolors';

import type { RunError } from '../engine';

export interface Result {
	provider: string;
	contacts: number;
	/** Only SprintHub has them, as custom objects. */
	orders: number;
	links: number;
	requests: number;
	seconds: number;
	/** The items that failed, and why. */
	failures: string[];
}

export interface FailingCase {
	provider: string;
	what: string;
	error?: RunError;
}

export function resultsReport(results: Result[]): string {
	const table = new Table({
		head: ['', 'Contacts', 'Orders', 'Links', 'Requests', 'Without batches', 'Seconds'],
		colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
		style: { head: [], border: [] },
	});
	for (const { provider, contacts, orders, links, requests, seconds } of results) {
		const unbatched = contacts + orders + links;
		table.push([provider, contacts, orders || '', links, requests, unbatched, seconds.toFixed(1)]);
	}
	return `\n${table.toString()}`;
}

export function failingCasesReport(mistakes: FailingCase[]): string {
	const lines = mistakes.flatMap(({ provider, what, error }) => [
		'',
		`${pc.bold(provider)}: ${what}`,
		pc.red(`  ${error?.message ?? ''}`),
		`  ${error?.description ?? ''}`,
	]);
	return ['', pc.bold('What a user reads when something is wrong'), ...lines].join('\n');
}

const MAX_PROBLEMS = 20;

export function verdictReport(people: number, problems: string[]): string {
	if (problems.length === 0) {
		return pc.green(
			`\nAll ${people} people are in every service, exactly once and linked. Nothing else was written.\n`,
		);
	}
	const remaining = problems.length - MAX_PROBLEMS;
	return [
		'',
		pc.red(pc.bold(`Problems (${problems.length}):`)),
		...problems.slice(0, MAX_PROBLEMS).map((problem) => `  ${problem}`),
		...(remaining > 0 ? [`  and ${remaining} more`] : []),
		'',
	].join('\n');
}
