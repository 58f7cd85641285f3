/** How many deliveries a second start a workflow: LeadLex Trigger beside n8n's own Webhook node. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';

import type { Sandbox } from '../mockServers';
import type { N8nClient, Workflow } from '../n8n';
import type { Host } from './host';
import type { Measured } from './measure';
import { forgetPeak, listen, peak } from './measure';
import type { Result } from './report';
import type { Target } from './variants';
import { attached } from './variants';

const COUNT = 300;
const AT_ONCE = 8;
const EVENT = 'contact.created';

export const deliveriesTitle = `LeadLex Trigger: ${COUNT.toLocaleString('en')} deliveries, ${AT_ONCE} at once, until all workflows have ended`;

interface Receiver {
	name: string;
	node: Pick<INode, 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;
	/** Does it not register itself in LeadLex? */
	isPlain?: boolean;
	env?: NodeJS.ProcessEnv;
}

/** n8n 2 starts an isolate for expressions before it asks a trigger, but for its own Webhook node. */
const LIKE_OTHERS = { N8N_EXPRESSION_ENGINE_ALLOW_WEBHOOK_ISOLATE_SKIP: 'false' };

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
		...attached(target),
	};
	const receivers: Receiver[] = [
		{ name: 'this package', node: trigger },
		{
			name: 'Webhook, without the short cut n8n has for it',
			node: webhook,
			isPlain: true,
			env: LIKE_OTHERS,
		},
		{ name: 'Webhook, with that short cut', node: webhook, isPlain: true },
	];
	const rows = receivers.map(({ name }) => ({ variant: name, runs: [] as Measured[] }));
	for (let turn = 0; turn < repetitions; turn++) {
		for (const [at, receiver] of receivers.entries()) {
			rows[at].runs.push(await runOnce(host, sandbox, receiver));
			console.log(`  ${receiver.name}: ${(rows[at].runs.at(-1)!.ms / 1000).toFixed(2)} s`);
		}
	}
	return { title: deliveriesTitle, items: COUNT, rows };
}

async function runOnce(host: Host, sandbox: Sandbox, receiver: Receiver): Promise<Measured> {
	const { leadLex } = sandbox;
	await host.restart(receiver.env);
	const { client } = host;
	const n8n = host.n8n!;
	leadLex.reset();
	const workflow = await client.saveWorkflow(workflowOf(receiver));
	await client.activate(workflow);
	await client.waitForPublication(workflow);
	const [{ parameters }] = workflow.nodes;
	if (receiver.isPlain) register(sandbox, `${n8n.url}/webhook/${String(parameters.path)}`);

	forgetPeak(n8n.pid);
	const silence = listen(n8n.url);
	const began = Date.now();
	let next = 0;
	let failed = 0;
	const send = async () => {
		while (next < COUNT) {
			const contact = { id: `c-${next}`, full_name: `Person ${next++}` };
			const [{ status }] = await leadLex.deliver(EVENT, { contact });
			if (status !== 200) failed++;
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, send));
	const stopped = await ends(client, workflow);
	const answers = await silence.stop();
	const peakMiB = peak(n8n.pid);
	await client.deactivate(workflow);
	return {
		ms: Math.max(...stopped) - began,
		requests: leadLex.requests.length,
		succeeded: stopped.length,
		failed: Math.max(failed, COUNT - stopped.length),
		peakMiB,
		longestSilence: Math.round(Math.max(...answers.map(({ ms }) => ms))),
	};
}

function workflowOf({ node, name, isPlain }: Receiver) {
	const position = [0, 0] as [number, number];
	const webhookId = randomUUID();
	const parameters = { ...node.parameters, ...(isPlain && { path: webhookId }) };
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

/** When each execution of a workflow has ended, once no one is left. */
async function ends(client: N8nClient, workflow: Workflow): Promise<number[]> {
	for (;;) {
		const found = await client.listExecutions(workflow);
		if (found.every(({ status }) => !['new', 'running'].includes(status))) {
			const good = found.filter(({ status }) => status === 'success');
			return good.map(({ stoppedAt }) => Date.parse(stoppedAt));
		}
		await wait(500);
	}
}
