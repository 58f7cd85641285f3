/** One run of a workflow in the real n8n, measured. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';

import type { MockServer } from '../mockServers';
import type { N8nClient, Execution, N8n, Workflow } from '../n8n';
import type { Variant } from './variants';

export interface Measured {
	/** Milliseconds that the variant's nodes took, as n8n notes it. */
	ms: number;
	requests: number;
	/** Items that came out of the last node without an error. */
	succeeded: number;
	failed: number;
	/** Most memory that the n8n process held, in MiB. */
	peakMiB: number;
	/** The longest time that n8n took to answer somebody else while the nodes ran, in milliseconds. */
	longestSilence: number;
}

const PAUSE_MS = 20;

/** How the sandbox behaves during a case. */
export interface Conditions {
	delayMs?: number;
	limit?: { requests: number; perMs: number; retryAfter: boolean };
	/** Puts records there that the case needs. */
	seed?: () => void;
}

export async function measure(
	n8n: N8n,
	client: N8nClient,
	server: MockServer<object>,
	{ nodes }: Variant,
	workflow: Workflow,
	{ delayMs, limit, seed }: Conditions,
	atOnce = 1,
): Promise<Measured> {
	server.reset();
	if (delayMs) server.faults.add({ delayMs, times: Infinity });
	if (limit) server.limit(limit);
	seed?.();

	forgetPeak(n8n.pid);
	const silence = listen(n8n.url);
	const ids = await Promise.all(
		Array.from({ length: atOnce }, () => start(n8n.url, client.cookie, workflow)),
	);
	await ended(client, workflow, ids);
	const answers = await silence.stop();
	const peakMiB = peak(n8n.pid);
	const executions = await Promise.all(ids.map((id) => client.waitForExecution(id)));
	const runs = executions.map((execution) => runOf(execution, workflow, nodes));
	const sum = (value: (run: (typeof runs)[number]) => number) =>
		runs.reduce((all, run) => all + value(run), 0);
	const began = Math.min(...runs.map((run) => run.began));
	return {
		ms: atOnce === 1 ? runs[0].ms : Math.max(...runs.map((run) => run.ended)) - began,
		requests: server.requests.length,
		succeeded: sum((run) => run.succeeded),
		failed: sum((run) => run.failed),
		peakMiB,
		longestSilence: longest(answers, runs),
	};
}

function runOf(
	{ data, status }: Execution,
	{ name: title }: Workflow,
	nodes: Variant['nodes'],
): { ms: number; began: number; ended: number; succeeded: number; failed: number } {
	const { runData, error } = data.resultData;
	if (status !== 'success') throw new Error(`${title}: ${error?.message ?? status}`);
	const ran = nodes.map(({ name }) => runData[name][0]);
	const last = ran.at(-1)!;
	const items = last.data?.main[0] ?? [];
	const failed = items.filter(({ json }) => json.error !== undefined).length;
	return {
		ms: ran.reduce((sum, { executionTime }) => sum + executionTime, 0),
		began: ran[0].startTime,
		ended: last.startTime + last.executionTime,
		succeeded: items.length - failed,
		failed,
	};
}

/** When it was asked, in milliseconds since 1970, and how long it took. */
interface Answered {
	at: number;
	ms: number;
}

/** What n8n does before and after the nodes, such as storing their items, is not theirs. */
function longest(answers: Answered[], runs: Array<{ began: number; ended: number }>): number {
	const during = answers.filter(({ at, ms }) =>
		runs.some(({ began, ended }) => at >= began && at + ms <= ended),
	);
	return Math.round(Math.max(0, ...during.map(({ ms }) => ms)));
}

/** Asks n8n again and again whether it is there. */
export function listen(url: string) {
	let on = true;
	const answers: Answered[] = [];
	const asking = (async () => {
		while (on) {
			const at = Date.now();
			const began = performance.now();
			// A connection that is kept may be closed by n8n just when it is used again. One that breaks off
			// on a busy machine is as good as an answer: n8n was silent until then.
			const asked = axios.get(`${url}/healthz`, { proxy: false, headers: { Connection: 'close' } });
			await Promise.allSettled([asked]);
			answers.push({ at, ms: performance.now() - began });
			await wait(PAUSE_MS);
		}
	})();
	return {
		async stop(): Promise<Answered[]> {
			on = false;
			await asking;
			return answers;
		},
	};
}

/** The client's own run asks for all data again and again, which would be measured too. */
async function start(url: string, cookie: string, { id }: Workflow): Promise<string> {
	const { data } = await axios.post<{ data: { executionId: string } }>(
		`${url}/rest/workflows/${id}/run`,
		{ triggerToStartFrom: { name: 'Start' } },
		{ headers: { Cookie: `n8n-auth=${cookie}`, 'push-ref': 'bench' }, proxy: false },
	);
	return data.data.executionId;
}

async function ended(client: N8nClient, workflow: Workflow, ids: string[]): Promise<void> {
	for (;;) {
		await wait(400);
		const executions = await client.listExecutions(workflow).catch(orBusy);
		const isOver = (id: string) => {
			const execution = executions.find((one) => one.id === id);
			return execution && !['new', 'running'].includes(execution.status);
		};
		if (ids.every(isOver)) return;
	}
}

/** n8n has no time for its database while 10,000 requests are under way. */
function orBusy(error: Error & { status?: number }): [] {
	if (error.status === 503) return [];
	throw error;
}

/** Linux notes the most memory that a process held since this was written. */
export function forgetPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export function peak(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024);
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
