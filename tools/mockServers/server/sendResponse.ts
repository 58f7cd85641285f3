/** Sends an answer, whole or broken. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { MockResponse, Fault } from './types';

const TRICKLE_PAUSE_MS = 5;

export async function send(
	response: ServerResponse,
	answer: MockResponse,
	broken?: Fault['connection'],
): Promise<void> {
	const { text, type } = encode(answer);
	const bytes = Buffer.from(text);
	response.writeHead(answer.status, {
		...(type && { 'Content-Type': type }),
		...answer.headers,
		// Forbidden with 204, and some clients mind
		...(answer.status !== 204 && { 'Content-Length': bytes.length }),
	});
	if (broken === 'truncate') {
		// A client may already be gone: nothing to do about it here.
		response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
	} else if (broken === 'trickle') {
		await trickle(response, bytes);
	} else {
		response.end(bytes);
	}
}

function encode({ body, type }: MockResponse): { text: string; type?: string } {
	if (body === undefined) return { text: '' };
	if (typeof body === 'string') return { text: body, type: type ?? 'text/plain; charset=utf-8' };
	return { text: JSON.stringify(body), type: type ?? 'application/json; charset=utf-8' };
}

async function trickle(response: ServerResponse, bytes: Buffer): Promise<void> {
	for (const byte of bytes) {
		if (response.destroyed) return;
		response.write(Buffer.of(byte));
		// Without ref, a slow answer does not keep a stopped process alive.
		await wait(TRICKLE_PAUSE_MS, undefined, { ref: false });
	}
	response.end();
}
