/** An API of few words: what it does with a request is a matter of luck. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { SeededRandom } from './seededRandom';

export interface RudeServer {
	url: string;
	/** Runs that sent a request: the numbers between `run-` and `-`. */
	runsSeen: Set<number>;
	underWay(): number;
	stop(): Promise<void>;
}

/** An answer that each operation takes for its own. */
const GOOD = JSON.stringify({
	...{ success: true, id: 1, contact_id: 'c-1', meta: { total: 0 } },
	data: { id: 'c-1', updated: 1, contacts: [] },
});

export async function startRudeServer(luck: SeededRandom): Promise<RudeServer> {
	const runsSeen = new Set<number>();
	let underWay = 0;

	function misbehave(response: ServerResponse): void {
		const answer = (status: number, headers = {}) =>
			response.writeHead(status, headers).end(status === 500 ? 'Oops' : GOOD);
		const kind = luck.pick([
			'told',
			'told',
			'untold',
			'hang',
			'slow',
			'slow',
			'fault',
			'good',
			'reset',
		]);
		if (kind === 'told') answer(429, { 'Retry-After': String(luck.between(0, 8)) });
		else if (kind === 'untold') answer(429);
		else if (kind === 'slow') setTimeout(answer, luck.between(50, 1500), 200).unref();
		else if (kind === 'fault') answer(500);
		else if (kind === 'good') answer(200);
		else if (kind === 'reset') response.socket?.resetAndDestroy();
	}

	const server = createServer((request, response) => {
		underWay++;
		response.once('close', () => underWay--);
		void bodyOf(request).then((body) => {
			const run = /run-(\d+)-/.exec(`${request.url} ${body}`)?.[1];
			// One that was cancelled while it was sent names none
			if (run) runsSeen.add(Number(run));
			misbehave(response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		runsSeen,
		underWay: () => underWay,
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
		// A client that goes away ends the body with an error: what has come is enough
		return body;
	}
	return body;
}
