/** Deliveries of events to the webhooks that are registered, true and forged ones. */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { abortWith } from '../server/abort';
import type { LeadLexState, LeadLexWebhook } from './types';

export interface DeliveryOptions {
	/** The guide and the catalog show different bodies, and no page says which one is sent. */
	envelope?: 'guide' | 'catalog';
	/** The same delivery two times at the same moment. */
	twice?: boolean;
	/**
	 * Not from LeadLex: signed with another key, changed after it was signed, sent again ten minutes
	 * later, or not signed at all.
	 */
	forged?: 'key' | 'body' | 'timestamp' | 'unsigned';
	/** Try again what is not answered 2xx, after the documented delays times this. */
	retry?: number;
	/** The docs call the ID unique for each attempt, and advise to tell repeats by it. */
	newIdOnRetry?: boolean;
}

/** One attempt. */
export interface Delivery {
	webhookId: string;
	url: string;
	deliveryId: string;
	attempt: number;
	headers: Record<string, string>;
	/** As it was sent. */
	body: string;
	/** Undefined when there was no answer. */
	status?: number;
	response?: string;
	error?: string;
	durationMs: number;
}

const MINUTE_MS = 60_000;
const RETRY_AFTER_MS = [0.5, 2, 10, 60, 360].map((minutes) => minutes * MINUTE_MS);
const ANSWER_WITHIN_MS = 10_000;
const OLD_MS = 10 * MINUTE_MS;

/** To every active webhook that wants the event. Ends when no attempt is left. */
export async function deliver(
	state: LeadLexState,
	event: string,
	data: object,
	how: DeliveryOptions = {},
): Promise<Delivery[]> {
	const wanting = [...state.webhooks.values()].filter(({ events }) => events.includes(event));
	const occurredAt = new Date().toISOString();
	const deliveries = wanting.map((webhook) =>
		attempts({ webhook, event, data, occurredAt, how }, state),
	);
	return (await Promise.all(deliveries)).flat();
}

interface Matter {
	webhook: LeadLexWebhook;
	event: string;
	data: object;
	occurredAt: string;
	how: DeliveryOptions;
}

async function attempts(matter: Matter, state: LeadLexState): Promise<Delivery[]> {
	const { webhook, how } = matter;
	const made: Delivery[] = [];
	let id = randomUUID();
	for (const [at, delayMs] of [0, ...RETRY_AFTER_MS].entries()) {
		if (at > 0) await wait(delayMs * (how.retry ?? 0), undefined, { ref: false });
		// A webhook that is deleted gets no more, and after a reset there is none of those before
		if (state.webhooks.get(webhook.id) !== webhook || !webhook.active) break;
		if (at > 0 && how.newIdOnRetry) id = randomUUID();
		const copies = Array.from({ length: how.twice ? 2 : 1 }, () => attempt(matter, id, at + 1));
		const sent = await Promise.all(copies);
		if (!how.forged) sent.forEach((delivery) => log(delivery, matter, state));
		made.push(...sent);
		if (sent.every(isTaken) || how.retry === undefined) break;
	}
	return made;
}

function isTaken({ status = 0 }: Delivery): boolean {
	return status >= 200 && status < 300;
}

async function attempt(matter: Matter, deliveryId: string, number: number): Promise<Delivery> {
	const { webhook, how } = matter;
	const body = bodyOf(matter, deliveryId);
	const delivery = {
		webhookId: webhook.id,
		url: webhook.url,
		deliveryId,
		attempt: number,
		headers: headersOf(matter, deliveryId, body),
		body: how.forged === 'body' ? bodyOf({ ...matter, data: { forged: true } }, deliveryId) : body,
	};
	const startedAt = performance.now();
	const durationMs = () => Math.round(performance.now() - startedAt);
	try {
		const answer = await fetch(webhook.url, {
			method: 'POST',
			headers: delivery.headers,
			body: delivery.body,
			redirect: 'manual',
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
		const response = await answer.text();
		return { ...delivery, status: answer.status, response, durationMs: durationMs() };
	} catch (error) {
		return { ...delivery, error: String(error), durationMs: durationMs() };
	}
}

function bodyOf({ event, data, occurredAt, how }: Matter, id: string): string {
	return JSON.stringify(
		how.envelope === 'catalog'
			? { id: `evt_${id}`, type: event, created_at: occurredAt, data }
			: { event, delivery_id: id, occurred_at: occurredAt, workspace_id: 'w_sandbox', data },
	);
}

/** Only the body is signed: whoever sends it again can write any time over it. */
function headersOf({ webhook, how }: Matter, id: string, body: string): Record<string, string> {
	const key = how.forged === 'key' ? 'whsec_forged' : webhook.secret;
	const signature = createHmac('sha256', key).update(body).digest('hex');
	const sentAt = Date.now() - (how.forged === 'timestamp' ? OLD_MS : 0);
	return {
		'Content-Type': 'application/json',
		'User-Agent': 'LeadLex-Webhook/1.0',
		...(how.forged !== 'unsigned' && { 'X-LeadLex-Signature': `sha256=${signature}` }),
		'X-LeadLex-Timestamp': new Date(sentAt).toISOString(),
		'X-LeadLex-Delivery-ID': id,
	};
}

function log(delivery: Delivery, { webhook, event }: Matter, state: LeadLexState): void {
	const delivered_at = new Date().toISOString();
	const status = isTaken(delivery) ? 'success' : 'failed';
	const id = randomUUID();
	state.webhookLogs.set(id, {
		id,
		webhook_id: webhook.id,
		delivery_id: delivery.deliveryId,
		event,
		status,
		response_status_code: delivery.status ?? null,
		response_body: delivery.response,
		duration_ms: delivery.durationMs,
		attempt: delivery.attempt,
		error: delivery.error ?? null,
		delivered_at,
	});
	Object.assign(webhook, { last_delivery_status: status, last_delivery_at: delivered_at });
}

/** By way, its values or their type. */
const WAYS: Record<keyof DeliveryOptions, string | string[]> = {
	envelope: ['guide', 'catalog'],
	twice: 'boolean',
	forged: ['key', 'body', 'timestamp', 'unsigned'],
	retry: 'number',
	newIdOnRetry: 'boolean',
};

/** `{ event, data, how }` from another process. What is misspelt would look like a forgery believed. */
export function deliverAsAsked(asked: unknown, state: LeadLexState): Promise<Delivery[]> {
	const { event, data = {}, how = {}, ...unknown } = (asked ?? {}) as Record<string, unknown>;
	const isKnown = Object.entries(how as object).every(([name, value]) => {
		const known = WAYS[name as keyof DeliveryOptions];
		return Array.isArray(known) ? known.includes(value as string) : typeof value === known;
	});
	if (typeof event !== 'string' || Object.keys(unknown).length > 0 || !isKnown) {
		const error = `A delivery is { event, data, how }, and how has ${JSON.stringify(WAYS)}`;
		return abortWith({ status: 400, body: { error } });
	}
	return deliver(state, event, data as object, how as DeliveryOptions);
}
