/** Reads requests as they arrive. */
import type { FastifyRequest } from 'fastify';
import type { RecordedRequest } from './types';

export interface IncomingRequest {
	record: RecordedRequest;
	/** The query as the contract checks it: a parameter that is sent several times is a list. */
	query: Record<string, string | string[]>;
}

export function readRequest(request: FastifyRequest): IncomingRequest {
	const [path, search = ''] = request.originalUrl.split(/\?(.*)/s);
	const sent = new URLSearchParams(search);
	const lists = [...new Set(sent.keys())].map((key) => [key, sent.getAll(key)] as const);
	const query = lists.map(([key, values]) => [key, values.length > 1 ? values : values[0]]);
	return {
		record: {
			method: request.method,
			path,
			query: Object.fromEntries(lists.map(([key, values]) => [key, values.join(',')])),
			headers: request.headers,
			body: request.body,
			startedAt: Date.now(),
			executed: false,
		},
		query: Object.fromEntries(query) as Record<string, string | string[]>,
	};
}

/** Returns parsed JSON, else the text. The contract checks whether its media type may be sent. */
export function readBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
