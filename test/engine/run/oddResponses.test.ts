/**
 * Every operation against generated responses that an API should not send. ODD_RESPONSES is how many each operation
 * gets; `npm test` tries few of them.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isRetryable, isSafe } from '../../../nodes/shared/http/failures';
import type { ApiRequest } from '../../../nodes/shared/operation/request';
import type { CredentialData, Engine } from '../../../tools/engine';
import { createEngine } from '../../../tools/engine';
import { exampleResponse, requestsOf } from '../../support/contracts';
import type { OddResponse } from '../../support/oddResponses';
import { oddResponse } from '../../support/oddResponses';
import type { OperationEntry } from '../../support/package';
import { operations } from '../../support/package';
import { fullest, parses, smallest } from '../../support/parameterSamples';
import { seededRandom } from '../../support/seededRandom';
import { providerOf } from '../../support/world';

const COUNT = Number(process.env.ODD_RESPONSES ?? 2);
const ITEMS = 2;
const MAX_REQUESTS_PER_ITEM = 50;
/** A server that is unavailable for a second stays so. */
const OPTIONS = { maxRateLimitWait: 1 };
/** What a call became is asked for once. */
const NO_WAIT = { maxWait: 0 };
const IMAGE = { data: 'aW1hZ2U=', mimeType: 'image/png', fileName: 'card.png' };

/** What JavaScript says, and no person would. */
const WORDS_OF_JAVASCRIPT =
	/undefined|\bNaN\b|\[object|Cannot (read|convert)|is not (a function|iterable|defined)|Unexpected (token|end)|Maximum call stack|Invalid (time value|array length|string length)/;

interface Request {
	method: string;
	path: string;
	body: string;
}

/** The runs of the test, by the first segment of their base URL. */
const runs = new Map<string, { response: OddResponse; requests: Request[] }>();
const credentials: CredentialData = {
	voxworksApi: { apiKey: 'key-of-voxworks' },
	leadLexApi: { apiKey: 'key-of-leadlex' },
	sprintHubApi: { apiToken: 'token-of-sprinthub', instance: 'yourcompany' },
};
let server: Server;
let engine: Engine;

beforeAll(async () => {
	server = createServer((request, http) => {
		const { pathname } = new URL(request.url ?? '', 'http://localhost');
		const [, id, ...segments] = pathname.split('/');
		const run = runs.get(id);
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks).toString();
			run?.requests.push({ method: request.method ?? '', path: `/${segments.join('/')}`, body });
			const { status, headers, body: bytes } = run?.response ?? { status: 404, body: Buffer.of() };
			http.writeHead(status, headers).end(bytes);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	engine = await createEngine({ credentials });
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

async function runWith(found: OperationEntry, parameters: IDataObject, response: OddResponse) {
	const id = `run-${runs.size}`;
	const requests: Request[] = [];
	runs.set(id, { response, requests });
	const provider = providerOf(found.node);
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${id}`;
	credentials[id] = { ...credentials[`${provider}Api`], baseUrl };
	const run = await engine.runNode(
		{
			type: `n8n-nodes-contactlink.${provider}`,
			parameters: {
				resource: found.resource,
				operation: found.operation.value,
				...parameters,
				...('maxWait' in parameters && NO_WAIT),
				options: OPTIONS,
			},
			credentials: { [`${provider}Api`]: { id, name: id } },
			onError: 'continueRegularOutput',
		},
		Array.from({ length: ITEMS }, () => ({})),
		{ binary: { data: IMAGE } },
	);
	return { run, requests };
}

/** Whether sending a request twice could write twice. */
const isWriteOnce = (request: ApiRequest) => !isSafe(request) && !isRetryable(request);

const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
const isError = ({ json }: INodeExecutionData) => json.error !== undefined;

/** Returns what is wrong with a run, in words. */
function problemsOf(
	{ operation }: OperationEntry,
	sent: ApiRequest[],
	response: OddResponse,
	{ run: { main, error }, requests }: Awaited<ReturnType<typeof runWith>>,
): string[] {
	if (error) return [`the node failed: ${error.message}`];
	const [items] = main;
	const texts = items.filter(isError).map(({ json }) => JSON.stringify(json));
	// The API did not act on a request that it answered with 401, so n8n may send that again
	const writes = response.status === 401 ? [] : requests.filter(({ method }) => method !== 'GET');
	const isSingle = !('steps' in operation) && !('batch' in operation);
	const problems = [
		...texts.filter((text) => WORDS_OF_JAVASCRIPT.test(text)).map((text) => `says ${text}`),
		requests.length > MAX_REQUESTS_PER_ITEM * ITEMS && `${requests.length} requests`,
		isSingle && sent.some(isWriteOnce) && writes.length > ITEMS && `${writes.length} writes`,
		...Array.from({ length: ITEMS }, (_, index) => {
			const own = items.filter((item) => itemOf(item) === index);
			const failed = own.filter(isError).length;
			if (isSingle && own.length !== 1) return `item ${index} comes out ${own.length} times`;
			return failed > 0 && failed < own.length && !('batch' in operation)
				? `item ${index} fails and succeeds`
				: false;
		}),
	];
	return problems.filter((problem) => problem !== false);
}

// Most of the time goes by in pauses before retries, so the operations run side by side
test.concurrent.each(operations)(
	'$title settles each item, whatever the API answers',
	async (target) => {
		const { contract, operation } = target;
		const random = seededRandom(1 + operations.indexOf(target));
		const parameters = [smallest(operation), fullest(operation)].find((set) =>
			parses(operation, set),
		) as IDataObject;
		const sent = requestsOf(target, parameters);
		const documented = exampleResponse(contract, sent[0]);
		const responses = Array.from({ length: COUNT }, () => oddResponse(random, documented));
		const problems = await Promise.all(
			responses.map(async (response) => {
				const result = await runWith(target, parameters, response);
				return problemsOf(target, sent, response, result).map(
					(text) => `${response.kind}: ${text}`,
				);
			}),
		);
		expect(problems.flat()).toEqual([]);
	},
);
