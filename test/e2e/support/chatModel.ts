/** A chat model with OpenAI's API that answers by a script, for tests of n8n's AI agent. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { IDataObject } from 'n8n-workflow';

export interface ChatModel {
	/** The Base URL of the credential. */
	url: string;
	/** The requests until now, in order of arrival. */
	requests: ChatRequest[];
	stop(): Promise<void>;
}

export interface ChatRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools: Array<{ function: { name: string; description: string; parameters: IDataObject } }>;
}

/** What the model does in one answer: it calls a tool, or it ends with a text. */
export type ChatAnswer = { tool: string; args: IDataObject } | { text: string };

/** Starts a model that gives these answers, one for each request. The last one is repeated. */
export async function startChatModel(answers: ChatAnswer[]): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void readRequest(request).then((chatRequest) => {
			const number = requests.push(chatRequest);
			const answer = answers[Math.min(number, answers.length) - 1];
			response
				.writeHead(200, { 'Content-Type': 'application/json' })
				.end(JSON.stringify(completion(answer, number)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const readRequest = async (request: IncomingMessage) => (await json(request)) as ChatRequest;

function completion(answer: ChatAnswer, number: number): object {
	const calls = 'tool' in answer;
	const toolCall = calls && {
		id: `call_${number}`,
		type: 'function',
		function: { name: answer.tool, arguments: JSON.stringify(answer.args) },
	};
	const message = {
		role: 'assistant',
		content: calls ? null : answer.text,
		...(toolCall && { tool_calls: [toolCall] }),
	};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: calls ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
