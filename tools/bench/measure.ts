/** Measures runs of a workflow in the real n8n. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';

import type { Limit, MockServer } from '../mockServers';
import type { Execution, N8nClient, Workflow } from '../n8n';
import type { Host } from './host';
import type { Variant } from './variants';

export interface Measurement {
	/** Milliseconds that the variant's nodes took, as n8n reports it. */
	ms: number;
	requests: number;
	/** The requests that got a 429. */
	refused: number;
	/** The items that the last node output without an error. */
	succeeded: number;
	failed: number;
	/** The peak memory of the n8n process. */
	peakMiB: number;
	/** The longest time n8n took to respond to another request while the nodes ran. */
	maxLatencyMs: number;
}

const PING_INTERVAL_MS = 20;
const STATUS_INTERVAL_MS = 400;

/** How the mock server behaves during a case. */
export interface Conditions {
	delayMs?: number;
	limit?: Limit | Limit[];
	/** Adds the records that the case needs. */
	seed?: () => void;
}

/** Resets the mock server, runs the workflow once or several times at the same moment, and waits for the end. */
export async function measure(
	{ n8n, client }: Pick<Host, 'n8n' | 'client'>,
	server: MockServer<object>,
	{ nodes }: Variant,
	workflow: Workflow,
	{ delayMs, limit, seed }: Conditions,
	simultaneousRuns = 1,
): Promise<Measurement> {
	server.reset();
	if (delayMs) server.faults.add({ delayMs, times: Infinity });
	if (limit) server.limit(limit);
	seed?.();

	resetPeakMemory(n8n.pid);
	const monitor = monitorLatency(n8n.url);
	const ids = await Promise.all(
		Array.from({ length: simultaneousRuns }, () => startRun(n8n.url, client.cookie, workflow)),
	);
	await waitForEnd(client, workflow, ids);
	const pings = await monitor.stop();
	const peakMiB = peakMemoryMiB(n8n.pid);
	const executions = await Promise.all(ids.map((id) => client.waitForExecution(id)));
	const runs = executions.map((execution) => summariseRun(execution, workflow, nodes));
	const sum = (field: 'succeeded' | 'failed') => runs.reduce((total, run) => total + run[field], 0);
	const startedAt = Math.min(...runs.map((run) => run.startedAt));
	const endedAt = Math.max(...runs.map((run) => run.endedAt));
	return {
		ms: simultaneousRuns === 1 ? runs[0].ms : endedAt - startedAt,
		...countRequests(server),
		succeeded: sum('succeeded'),
		failed: sum('failed'),
		peakMiB,
		maxLatencyMs: maxLatencyDuring(pings, runs),
	};
}

export const countRequests = ({ requests }: MockServer<object>) => ({
	requests: requests.length,
	refused: requests.filter(({ status }) => status === 429).length,
});

interface RunSummary {
	/** The sum of the times of the variant's nodes. */
	ms: number;
	/** Milliseconds since 1970. */
	startedAt: number;
	endedAt: number;
	succeeded: number;
	failed: number;
}

/** Throws if the run failed. */
function summariseRun(
	{ data, status }: Execution,
	{ name: title }: Workflow,
	nodes: Variant['nodes'],
): RunSummary {
	const { runData, error } = data.resultData;
	if (status !== 'success') throw new Error(`${title}: ${error?.message ?? status}`);
	const nodeRuns = nodes.map(({ name }) => runData[name][0]);
	const last = nodeRuns.at(-1)!;
	const items = last.data?.main[0] ?? [];
	const failed = items.filter(({ json }) => json.error !== undefined).length;
	return {
		ms: nodeRuns.reduce((sum, { executionTime }) => sum + executionTime, 0),
		startedAt: nodeRuns[0].startTime,
		endedAt: last.startTime + last.executionTime,
		succeeded: items.length - failed,
		failed,
	};
}

/** A request to n8n's health endpoint. */
interface Ping {
	/** Milliseconds since 1970. */
	startedAt: number;
	ms: number;
}

/** The longest ping while nodes ran: storing items before and after them is n8n's own work. */
function maxLatencyDuring(pings: Ping[], runs: RunSummary[]): number {
	const during = pings.filter(({ startedAt, ms }) =>
		runs.some((run) => startedAt >= run.startedAt && startedAt + ms <= run.endedAt),
	);
	return Math.round(Math.max(0, ...during.map(({ ms }) => ms)));
}

/** Pings n8n one request after another, until it is stopped. */
export function monitorLatency(url: string) {
	let isActive = true;
	const pings: Ping[] = [];
	const pinging = (async () => {
		while (isActive) {
			const startedAt = Date.now();
			const start = performance.now();
			// n8n may close a kept-alive connection just when it is used again. A connection that breaks on
			// a busy machine counts like a response: n8n did not respond until then
			const ping = axios.get(`${url}/healthz`, { proxy: false, headers: { Connection: 'close' } });
			await Promise.allSettled([ping]);
			pings.push({ startedAt, ms: performance.now() - start });
			await wait(PING_INTERVAL_MS);
		}
	})();
	return {
		async stop(): Promise<Ping[]> {
			isActive = false;
			await pinging;
			return pings;
		},
	};
}

/** Starts a run without `N8nClient.run`, whose polling for the execution's data would be measured too. */
async function startRun(url: string, cookie: string, { id }: Workflow): Promise<string> {
	const { data } = await axios.post<{ data: { executionId: string } }>(
		`${url}/rest/workflows/${id}/run`,
		{ triggerToStartFrom: { name: 'Start' } },
		{ headers: { Cookie: `n8n-auth=${cookie}`, 'push-ref': 'bench' }, proxy: false },
	);
	return data.data.executionId;
}

async function waitForEnd(client: N8nClient, workflow: Workflow, ids: string[]): Promise<void> {
	for (;;) {
		await wait(STATUS_INTERVAL_MS);
		const executions = await client.listExecutions(workflow).catch(noneWhileBusy);
		const hasEnded = (id: string) => {
			const execution = executions.find((candidate) => candidate.id === id);
			return execution && !['new', 'running'].includes(execution.status);
		};
		if (ids.every(hasEnded)) return;
	}
}

/** n8n responds with 503 while 10,000 requests are in flight, since it cannot reach its database. */
function noneWhileBusy(error: Error & { status?: number }): [] {
	if (error.status === 503) return [];
	throw error;
}

/** Resets the peak memory that Linux records for a process. */
export function resetPeakMemory(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export function peakMemoryMiB(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024);
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
