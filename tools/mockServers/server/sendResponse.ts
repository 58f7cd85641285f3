/** Sends a response, whole or broken off. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, MockResponse } from './types';

const TRICKLE_PAUSE_MS = 5;

export async function sendResponse(
	http: ServerResponse,
	response: MockResponse,
	connection?: Fault['connection'],
): Promise<void> {
	const { text, type } = encode(response);
	const bytes = Buffer.from(text);
	http.writeHead(response.status, {
		...(type && { 'Content-Type': type }),
		...response.headers,
		// 204 forbids it, and some clients mind
		...(response.status !== 204 && { 'Content-Length': bytes.length }),
	});
	if (connection === 'truncate') {
		http.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => http.destroy());
	} else if (connection === 'trickle') {
		await trickle(http, bytes);
	} else {
		http.end(bytes);
	}
}

function encode({ body, type }: MockResponse): { text: string; type?: string } {
	if (body === undefined) return { text: '' };
	if (typeof body === 'string') return { text: body, type: type ?? 'text/plain; charset=utf-8' };
	return { text: JSON.stringify(body), type: type ?? 'application/json; charset=utf-8' };
}

async function trickle(http: ServerResponse, bytes: Buffer): Promise<void> {
	for (const byte of bytes) {
		if (http.destroyed) return;
		http.write(Buffer.of(byte));
		// Without a ref, a slow response does not keep a stopped process alive
		await wait(TRICKLE_PAUSE_MS, undefined, { ref: false });
	}
	http.end();
}
