/** One run of a workflow in the real n8n, measured. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';

import type { Stand } from '../../tools/mockServers';
import type { Client, N8n, Workflow } from '../../tools/n8n';
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
	/** The longest time that n8n took to answer somebody else meanwhile, in milliseconds. */
	longestSilence: number;
}

/** How the sandbox behaves during a case. */
export interface Conditions {
	delayMs?: number;
	limit?: { requests: number; perMs: number; retryAfter: boolean };
	/** Puts records there that the case needs. */
	seed?: () => void;
}

export async function measure(
	n8n: N8n,
	client: Client,
	stand: Stand<object>,
	{ nodes }: Variant,
	workflow: Workflow,
	{ delayMs, limit, seed }: Conditions,
): Promise<Measured> {
	stand.reset();
	if (delayMs) stand.faults.add({ delayMs, times: Infinity });
	if (limit) stand.limit(limit);
	seed?.();

	forgetPeak(n8n.pid);
	const silence = listen(n8n.url);
	const id = await start(n8n.url, client.cookie, workflow);
	await ended(client, workflow, id);
	const longestSilence = await silence.stop();
	const peakMiB = peak(n8n.pid);
	const { data, status } = await client.execution(id);
	const { runData, error } = data.resultData;
	if (status !== 'success') throw new Error(`${workflow.name}: ${error?.message ?? status}`);

	const items = runData[nodes.at(-1)!.name][0].data?.main[0] ?? [];
	const failed = items.filter(({ json }) => json.error !== undefined).length;
	return {
		ms: nodes.reduce((sum, { name }) => sum + runData[name][0].executionTime, 0),
		requests: stand.requests.length,
		succeeded: items.length - failed,
		failed,
		peakMiB,
		longestSilence,
	};
}

/** Asks n8n again and again whether it is there. */
function listen(url: string) {
	let on = true;
	let longest = 0;
	const asking = (async () => {
		while (on) {
			const at = performance.now();
			// A connection that is kept may be closed by n8n just when it is used again
			await axios.get(`${url}/healthz`, { proxy: false, headers: { Connection: 'close' } });
			longest = Math.max(longest, performance.now() - at);
			await wait(50);
		}
	})();
	return {
		async stop(): Promise<number> {
			on = false;
			await asking;
			return Math.round(longest);
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

async function ended(client: Client, workflow: Workflow, id: string): Promise<void> {
	for (;;) {
		await wait(400);
		const execution = (await client.executions(workflow)).find((one) => one.id === id);
		if (execution && !['new', 'running'].includes(execution.status)) return;
	}
}

/** Linux notes the most memory that a process held since this was written. */
function forgetPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function peak(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024);
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
