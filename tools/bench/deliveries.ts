/** Measures deliveries that start a workflow: LeadLex Trigger compared with n8n's own Webhook node. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';

import type { Sandbox } from '../mockServers';
import type { N8nClient, Workflow } from '../n8n';
import type { Host } from './host';
import type { Measurement } from './measure';
import { countRequests, resetPeakMemory, monitorLatency, peakMemoryMiB } from './measure';
import type { Result } from './report';
import type { Target } from './variants';
import { credentialsOf } from './variants';

const COUNT = 300;
const CONCURRENCY = 8;
const STATUS_INTERVAL_MS = 500;
const EVENT = 'contact.created';

export const deliveriesTitle = `LeadLex Trigger: ${COUNT.toLocaleString('en')} deliveries, ${CONCURRENCY} at once, until all workflows have ended`;

interface Receiver {
	name: string;
	node: Pick<INode, 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;
	/** Whether the bench registers it in LeadLex, because it does not register itself. */
	registersManually?: boolean;
	env?: NodeJS.ProcessEnv;
}

/** Makes n8n 2 prepare its expression isolate for the Webhook node too, as it does for other triggers. */
const WITHOUT_SHORT_CUT = { N8N_EXPRESSION_ENGINE_ALLOW_WEBHOOK_ISOLATE_SKIP: 'false' };

export async function runDeliveries(
	host: Host,
	sandbox: Sandbox,
	target: Target,
	repetitions: number,
): Promise<Result> {
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', options: {} },
	};
	const trigger = {
		type: 'n8n-nodes-contactlink.leadLexTrigger',
		typeVersion: 1,
		parameters: { events: [EVENT] },
		...credentialsOf(target),
	};
	const receivers: Receiver[] = [
		{ name: 'this package', node: trigger },
		{
			name: 'Webhook, without the short cut n8n has for it',
			node: webhook,
			registersManually: true,
			env: WITHOUT_SHORT_CUT,
		},
		{ name: 'Webhook, with that short cut', node: webhook, registersManually: true },
	];
	const rows = receivers.map(({ name }) => ({ variant: name, runs: [] as Measurement[] }));
	for (let round = 0; round < repetitions; round++) {
		for (const [index, receiver] of receivers.entries()) {
			const measurement = await runOnce(host, sandbox, receiver);
			rows[index].runs.push(measurement);
			console.log(`  ${receiver.name}: ${(measurement.ms / 1000).toFixed(2)} s`);
		}
	}
	return { title: deliveriesTitle, items: COUNT, rows };
}

async function runOnce(host: Host, sandbox: Sandbox, receiver: Receiver): Promise<Measurement> {
	const { leadLex } = sandbox;
	await host.restart(receiver.env);
	const { client, n8n } = host;
	leadLex.reset();
	const workflow = await client.saveWorkflow(buildWorkflow(receiver));
	await client.activate(workflow);
	const [{ parameters }] = workflow.nodes;
	if (receiver.registersManually)
		register(sandbox, `${n8n.url}/webhook/${String(parameters.path)}`);

	resetPeakMemory(n8n.pid);
	const monitor = monitorLatency(n8n.url);
	const startedAt = Date.now();
	let next = 0;
	let failed = 0;
	const send = async () => {
		while (next < COUNT) {
			const contact = { id: `c-${next}`, full_name: `Person ${next++}` };
			const [{ status }] = await leadLex.deliver(EVENT, { contact });
			if (status !== 200) failed++;
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, send));
	const endTimes = await waitForEnds(client, workflow);
	const pings = await monitor.stop();
	const peakMiB = peakMemoryMiB(n8n.pid);
	await client.deactivate(workflow);
	return {
		ms: Math.max(...endTimes) - startedAt,
		...countRequests(leadLex),
		succeeded: endTimes.length,
		failed: Math.max(failed, COUNT - endTimes.length),
		peakMiB,
		maxLatencyMs: Math.round(Math.max(...pings.map(({ ms }) => ms))),
	};
}

function buildWorkflow({ node, name, registersManually }: Receiver) {
	const position = [0, 0] as [number, number];
	const webhookId = randomUUID();
	const parameters = { ...node.parameters, ...(registersManually && { path: webhookId }) };
	return {
		name: `Bench: ${name}`,
		nodes: [{ id: randomUUID(), name: 'Receiver', position, webhookId, ...node, parameters }],
		connections: {},
		settings: { executionOrder: 'v1' as const },
	};
}

function register({ leadLex }: Sandbox, url: string): void {
	const webhook = { id: randomUUID(), url, events: [EVENT], active: true, secret: 'whsec_bench' };
	leadLex.state.webhooks.set(webhook.id, webhook);
}

/** Waits until all executions have ended. Returns when the successful ones did, in milliseconds since 1970. */
async function waitForEnds(client: N8nClient, workflow: Workflow): Promise<number[]> {
	for (;;) {
		const executions = await client.listExecutions(workflow);
		if (executions.every(({ status }) => !['new', 'running'].includes(status))) {
			const successful = executions.filter(({ status }) => status === 'success');
			return successful.map(({ stoppedAt }) => Date.parse(stoppedAt));
		}
		await wait(STATUS_INTERVAL_MS);
	}
}
