/** Lexi, the assistant: conversations, and tasks that wait for approval. */
import { randomUUID } from 'node:crypto';
import type { Row } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { find, invalid, ok } from './responses';
import { launch } from './campaigns';
import type { LeadLexState } from './types';

export const lexiHandlers: Record<string, Handler<LeadLexState>> = {
	chatWithLexi,
	streamChatWithLexi,
	approveLexiTask,
	dismissLexiTask,
};

interface Message {
	message: string;
	conversation_id?: string | null;
	context?: { conversation_id?: string };
}

const REPLY = 'Answer text (sample)';

function chatWithLexi({ body }: Call, state: LeadLexState): MockResponse {
	const { message, context } = body as Message;
	const { id } = addMessage(message, context?.conversation_id, state);
	return ok({ response: REPLY, task_id: null, requires_approval: false, conversation_id: id });
}

/** Responds with server-sent events. */
function streamChatWithLexi({ body }: Call, state: LeadLexState): MockResponse {
	const { message, conversation_id } = body as Message;
	const { id } = addMessage(message, conversation_id ?? undefined, state);
	const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
	return {
		status: 200,
		type: 'text/event-stream',
		body: [
			event('thinking', { text: 'Thinking (sample)' }),
			event('text', { delta: REPLY, conversation_id: id }),
			event('done', { credits_remaining: 4840, message_id: randomUUID() }),
			'data: [DONE]\n\n',
		].join(''),
	};
}

function addMessage(message: string, id: string | undefined, state: LeadLexState): Row {
	const now = new Date().toISOString();
	const conversation: Row =
		id === undefined
			? { id: randomUUID(), title: message, context: {}, archived: false, created_at: now }
			: find(state.lexiConversations, id, 'Conversation', 'conversation_not_found');
	const question = { id: randomUUID(), role: 'user', content: message, created_at: now };
	const reply = { id: randomUUID(), role: 'assistant', content: REPLY, created_at: now };
	const messages = [...((conversation.messages as object[] | undefined) ?? []), question, reply];
	Object.assign(conversation, { messages, message_count: messages.length, last_message_at: now });
	state.lexiConversations.set(conversation.id, conversation);
	return conversation;
}

function decide({ params }: Call, status: string, state: LeadLexState): Row {
	const task = find(state.lexiTasks, params.id, 'Task');
	if (task.status !== 'pending') invalid('The task is not pending');
	task.status = status;
	return task;
}

function approveLexiTask(call: Call, state: LeadLexState): MockResponse {
	const task = decide(call, 'approved', state);
	const { campaign_id } = (task.metadata ?? {}) as { campaign_id?: string };
	const campaign = state.campaigns.get(campaign_id ?? '');
	if (campaign) launch(campaign, state);
	return ok({ task_id: task.id, status: 'approved', execution_started: true });
}

function dismissLexiTask(call: Call, state: LeadLexState): MockResponse {
	return ok({ task_id: decide(call, 'dismissed', state).id, status: 'dismissed' });
}
