/** Measures queue mode: executions on one worker and on three that share LeadLex's smallest plan. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';

import { leadLexPlans } from '../mockServers';
import type { Sandbox } from '../mockServers';
import { connect, startQueueMode } from '../n8n';
import type { N8nClient, QueueMode } from '../n8n';
import { MINUTE } from './cases/case';
import { measure } from './measure';
import type { Result, Row } from './report';
import type { Target, Variant } from './variants';
import { buildWorkflow, httpRequest, ourNode } from './variants';

const EXECUTIONS = 9;
const ITEMS = 4;
const [{ requests: REQUESTS_PER_MINUTE }] = leadLexPlans.starter;

export const queueModeTitle = `LeadLex in queue mode: ${EXECUTIONS} executions at once create ${ITEMS} contacts each, ${REQUESTS_PER_MINUTE} requests a minute allowed`;

const items = Array.from({ length: ITEMS }, (_, index) => ({ full_name: `Person ${index}` }));

const create = { resource: 'contact', operation: 'create', fullName: '={{ $json.full_name }}' };
const createCall = {
	path: '/v1/contacts',
	body: '={{ JSON.stringify({ full_name: $json.full_name }) }}',
};

type VariantFor = (target: Target) => Variant;

const ours: VariantFor = (target) => ourNode(target, create);
const oursWith =
	(options: INodeParameters, name: string): VariantFor =>
	(target) =>
		ourNode(target, { ...create, options }, `this package, ${name}`);
const httpRequestPaced =
	(perMinute: number): VariantFor =>
	(target) => {
		const batching = { batchSize: 1, batchInterval: Math.ceil(MINUTE / perMinute) };
		return httpRequest(
			target,
			createCall,
			batching,
			`HTTP Request, ${perMinute} a minute in each execution`,
		);
	};

/** Measures each variant once, since it takes minutes. */
export async function runQueueMode(tarball: string, sandbox: Sandbox): Promise<Result> {
	const leftPerExecution = Math.floor(REQUESTS_PER_MINUTE / EXECUTIONS);
	const variants = [
		ours,
		oursWith({ maxConcurrentRequests: 1 }, 'Max Concurrent Requests 1'),
		oursWith({ maxRateLimitWait: 900 }, 'Max Rate Limit Wait 900'),
		httpRequestPaced(REQUESTS_PER_MINUTE - 1),
		httpRequestPaced(leftPerExecution),
	];
	const rows = [
		...(await measureWith(1, [ours], tarball, sandbox)),
		...(await measureWith(3, variants, tarball, sandbox)),
	];
	return { title: queueModeTitle, items: EXECUTIONS * ITEMS, rows };
}

async function measureWith(
	workers: number,
	variants: VariantFor[],
	tarball: string,
	{ leadLex }: Sandbox,
): Promise<Row[]> {
	const userFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-bench-queue-'));
	let queueMode: QueueMode | undefined;
	try {
		queueMode = await startQueueMode(tarball, userFolder, workers);
		const host = { n8n: queueMode.main, client: await connect(queueMode.main.url) };
		const conditions = { limit: leadLexPlans.starter };
		const rows: Row[] = [];
		for (const [index, variantFor] of variants.entries()) {
			const variant = variantFor(await targetWithOwnKey(host.client, leadLex, index));
			const name = `${variant.name}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`;
			const workflow = await host.client.saveWorkflow(buildWorkflow(variant, items));
			const run = await measure(host, leadLex, variant, workflow, conditions, EXECUTIONS);
			console.log(`  ${name}: ${(run.ms / 1000).toFixed(2)} s`);
			rows.push({ variant: name, runs: [run] });
		}
		return rows;
	} finally {
		await queueMode?.stop();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** Gives a variant a key of its own, since the nodes remember the limit of a key. */
async function targetWithOwnKey(
	client: N8nClient,
	{ credential, url }: Sandbox['leadLex'],
	index: number,
): Promise<Target> {
	const data = { ...credential, apiKey: `${credential.apiKey}~${index}` };
	const saved = await client.saveCredential({ name: 'LeadLex', type: 'leadLexApi', data });
	return { provider: 'leadLex', url, credential: saved };
}
