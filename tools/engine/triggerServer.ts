/** What listens for webhooks in place of n8n's server. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As Express has it, as far as it is used. */
export type Response = ServerResponse & {
	status(code: number): Response;
	json(body: object): void;
};
export type Request = IncomingMessage & { rawBody: Buffer; body: unknown };

export interface TriggerServer {
	/** http://127.0.0.1:PORT */
	url: string;
	stop(): Promise<void>;
}

/** Answers 404 where nobody listens, 422 to what is no JSON, and 500 to what is thrown, as n8n does. */
export async function startTriggerServer(
	handlerFor: (
		path: string,
	) => ((request: Request, response: Response) => Promise<void>) | undefined,
): Promise<TriggerServer> {
	async function serve(incoming: IncomingMessage, bare: ServerResponse): Promise<void> {
		const response = likeExpress(bare);
		try {
			const rawBody = await bodyOf(incoming);
			const body = parsed(rawBody);
			const handle = handlerFor(incoming.url ?? '');
			if (!handle) response.status(404).json({ message: 'Nobody listens here' });
			else if (body === undefined) response.status(422).json({ message: 'This is no JSON' });
			else await handle(Object.assign(incoming, { rawBody, body }), response);
		} catch (error) {
			response.status(500).json({ message: String(error) });
		}
	}
	const server = createServer((request, response) => void serve(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function likeExpress(bare: ServerResponse): Response {
	const response: Response = Object.assign(bare, {
		status(code: number) {
			bare.statusCode = code;
			return response;
		},
		json: (body: object) => void bare.end(JSON.stringify(body)),
	});
	return response;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

function parsed(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString());
	} catch {
		return undefined;
	}
}
