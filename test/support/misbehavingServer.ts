/** An API that handles each request at random: it throttles, fails, hangs, resets or succeeds. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { SeededRandom } from './seededRandom';

export interface MisbehavingServer {
	url: string;
	/** The numbers of the runs that sent a request, from `run-<number>-` in its path or body. */
	runsWithRequests: Set<number>;
	inFlight(): number;
	stop(): Promise<void>;
}

/** A body that every operation accepts. */
const SUCCESS = JSON.stringify({
	...{ success: true, id: 1, contact_id: 'c-1', meta: { total: 0 } },
	data: { id: 'c-1', updated: 1, contacts: [] },
});

export async function startMisbehavingServer(random: SeededRandom): Promise<MisbehavingServer> {
	const runsWithRequests = new Set<number>();
	let inFlight = 0;

	function misbehave(response: ServerResponse): void {
		const respond = (status: number, headers = {}) =>
			response.writeHead(status, headers).end(status === 500 ? 'Oops' : SUCCESS);
		const kind = random.pick([
			'retryAfter',
			'retryAfter',
			'throttled',
			'hang',
			'slow',
			'slow',
			'error',
			'success',
			'reset',
		]);
		if (kind === 'retryAfter') respond(429, { 'Retry-After': String(random.between(0, 8)) });
		else if (kind === 'throttled') respond(429);
		else if (kind === 'slow') setTimeout(respond, random.between(50, 1500), 200).unref();
		else if (kind === 'error') respond(500);
		else if (kind === 'success') respond(200);
		else if (kind === 'reset') response.socket?.resetAndDestroy();
	}

	const server = createServer((request, response) => {
		inFlight++;
		response.once('close', () => inFlight--);
		void bodyOf(request).then((body) => {
			const run = /run-(\d+)-/.exec(`${request.url} ${body}`)?.[1];
			// A request that was cancelled while it was sent may lack the number
			if (run) runsWithRequests.add(Number(run));
			misbehave(response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		runsWithRequests,
		inFlight: () => inFlight,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	let body = '';
	try {
		for await (const part of request) body += String(part);
	} catch {
		// A client that disconnects ends the body with an error. The part that arrived is enough
		return body;
	}
	return body;
}
