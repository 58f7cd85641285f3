/** A client of n8n's MCP Server Trigger, which offers its connected tools. */
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

export interface McpTool {
	name: string;
	description: string;
	inputSchema: { type: string; properties: IDataObject };
}

export interface McpClient {
	tools(): Promise<McpTool[]>;
	/** Calls a tool and returns its result. Throws the tool's error. */
	call(name: string, args: IDataObject): Promise<unknown>;
}

interface RpcResponse {
	result?: IDataObject;
	error?: { message: string };
}

export async function connectMcp(url: string): Promise<McpClient> {
	let session: string | undefined;
	let id = 0;
	const post = async (message: object) => {
		const { data, headers } = await axios.post<string>(
			url,
			{ jsonrpc: '2.0', ...message },
			{
				headers: {
					Accept: 'application/json, text/event-stream',
					...(session && { 'Mcp-Session-Id': session }),
				},
				responseType: 'text',
				proxy: false,
			},
		);
		session ??= headers['mcp-session-id'] as string;
		return data;
	};
	const request = async (method: string, params: object) => {
		const text = await post({ id: ++id, method, params });
		const { result, error } = parseResponse(text);
		if (!result) throw new Error(`${method}: ${error?.message ?? text}`);
		return result;
	};

	await request('initialize', {
		protocolVersion: '2025-03-26',
		capabilities: {},
		clientInfo: { name: 'tests', version: '1' },
	});
	await post({ method: 'notifications/initialized' });
	return {
		tools: async () => (await request('tools/list', {})).tools as unknown as McpTool[],
		async call(name, args) {
			const { content, isError } = await request('tools/call', { name, arguments: args });
			const [{ text }] = content as Array<{ text: string }>;
			if (isError) throw new Error(text);
			return JSON.parse(text) as unknown;
		},
	};
}

/** Parses a response, which arrives as the only event of a stream. */
function parseResponse(text: string): RpcResponse {
	const data = /^data: (.*)$/m.exec(text)?.[1];
	return JSON.parse(data ?? text) as RpcResponse;
}
