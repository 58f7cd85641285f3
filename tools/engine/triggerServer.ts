/** Receives webhook calls in place of n8n's server. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The part of Express's response that is used. */
export type Response = ServerResponse & {
	status(code: number): Response;
	json(body: object): void;
};
export type Request = IncomingMessage & { rawBody: Buffer; body: unknown };
export type Handler = (request: Request, response: Response) => Promise<void>;

export interface TriggerServer {
	/** http://127.0.0.1:PORT */
	url: string;
	stop(): Promise<void>;
}

/**
 * Starts a server that responds as n8n's does: with 404 if there is no handler for the path, 422 if
 * the body is not JSON, and 500 if the handler throws.
 */
export async function startTriggerServer(
	handlerFor: (path: string) => Handler | undefined,
): Promise<TriggerServer> {
	async function handle(request: IncomingMessage, serverResponse: ServerResponse): Promise<void> {
		const response = withExpressMethods(serverResponse);
		try {
			const rawBody = await buffer(request);
			const body = parseJson(rawBody);
			const handler = handlerFor(request.url ?? '');
			if (!handler) response.status(404).json({ message: 'This webhook is not registered' });
			else if (body === undefined) response.status(422).json({ message: 'The body is not JSON' });
			else await handler(Object.assign(request, { rawBody, body }), response);
		} catch (error) {
			response.status(500).json({ message: String(error) });
		}
	}
	const server = createServer((request, response) => void handle(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function withExpressMethods(serverResponse: ServerResponse): Response {
	const response: Response = Object.assign(serverResponse, {
		status(code: number) {
			serverResponse.statusCode = code;
			return response;
		},
		json: (body: object) => void serverResponse.end(JSON.stringify(body)),
	});
	return response;
}

/** Undefined for a text that is not JSON. */
function parseJson(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString());
	} catch {
		return undefined;
	}
}
