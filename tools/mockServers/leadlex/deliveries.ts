/** Deliveries of events to the registered webhooks, genuine and forged ones. */
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { abortWith } from '../server/abort';
import type { LeadLexState, LeadLexWebhook } from './types';

export interface DeliveryOptions {
	/** Form of the body. The guide and the catalog show different ones, and no page says which is sent. */
	envelope?: 'guide' | 'catalog';
	/** Whether each delivery is sent twice at the same moment. */
	twice?: boolean;
	/**
	 * Sends what LeadLex would not send: signed with another key, changed after signing, an event of the day before
	 * with the timestamp of now, or not signed at all.
	 */
	forged?: 'key' | 'body' | 'timestamp' | 'unsigned';
	/** Retries deliveries without a 2xx, after the documented delays times this factor. Default: no retries. */
	retry?: number;
	/** Whether a retry has an ID of its own. The docs call the ID unique for each attempt, yet use it to detect duplicates. */
	newIdOnRetry?: boolean;
}

/** One attempt of a delivery. */
export interface Delivery {
	webhookId: string;
	url: string;
	deliveryId: string;
	attempt: number;
	headers: Record<string, string>;
	/** The body as it was sent. */
	body: string;
	/** Undefined if there was no response. */
	status?: number;
	response?: string;
	error?: string;
	durationMs: number;
}

const MINUTE_MS = 60_000;
const RETRY_AFTER_MS = [0.5, 2, 10, 60, 360].map((minutes) => minutes * MINUTE_MS);
const RESPONSE_TIMEOUT_MS = 10_000;
const STALE_MS = 25 * 60 * MINUTE_MS;

/** Posts an event to every active webhook that is registered for it. Resolves when no retry is left. */
export async function deliver(
	state: LeadLexState,
	event: string,
	data: object,
	options: DeliveryOptions = {},
): Promise<Delivery[]> {
	const subscribed = [...state.webhooks.values()].filter(({ events }) => events.includes(event));
	const age = options.forged === 'timestamp' ? STALE_MS : 0;
	const occurredAt = new Date(Date.now() - age).toISOString();
	const deliveries = subscribed.map((webhook) =>
		attempts({ webhook, event, data, occurredAt, options }, state),
	);
	return (await Promise.all(deliveries)).flat();
}

interface Dispatch {
	webhook: LeadLexWebhook;
	event: string;
	data: object;
	occurredAt: string;
	options: DeliveryOptions;
}

async function attempts(dispatch: Dispatch, state: LeadLexState): Promise<Delivery[]> {
	const { webhook, options } = dispatch;
	const deliveries: Delivery[] = [];
	let id = randomUUID();
	for (const [index, delayMs] of [0, ...RETRY_AFTER_MS].entries()) {
		if (index > 0) await wait(delayMs * (options.retry ?? 0), undefined, { ref: false });
		// A webhook that was deleted, also by a reset, gets no more deliveries
		if (state.webhooks.get(webhook.id) !== webhook || !webhook.active) break;
		if (index > 0 && options.newIdOnRetry) id = randomUUID();
		const copies = Array.from({ length: options.twice ? 2 : 1 }, () =>
			attempt(dispatch, id, index + 1),
		);
		const sent = await Promise.all(copies);
		if (!options.forged) sent.forEach((delivery) => log(delivery, dispatch, state));
		deliveries.push(...sent);
		if (sent.every(isAccepted) || options.retry === undefined) break;
	}
	return deliveries;
}

function isAccepted({ status = 0 }: Delivery): boolean {
	return status >= 200 && status < 300;
}

async function attempt(dispatch: Dispatch, deliveryId: string, number: number): Promise<Delivery> {
	const { webhook, options } = dispatch;
	const body = bodyOf(dispatch, deliveryId);
	const delivery = {
		webhookId: webhook.id,
		url: webhook.url,
		deliveryId,
		attempt: number,
		headers: headersOf(dispatch, deliveryId, body),
		body:
			options.forged === 'body'
				? bodyOf({ ...dispatch, data: { forged: true } }, deliveryId)
				: body,
	};
	const startedAt = performance.now();
	const durationMs = () => Math.round(performance.now() - startedAt);
	try {
		const received = await fetch(webhook.url, {
			method: 'POST',
			headers: delivery.headers,
			body: delivery.body,
			redirect: 'manual',
			signal: AbortSignal.timeout(RESPONSE_TIMEOUT_MS),
		});
		const response = await received.text();
		return { ...delivery, status: received.status, response, durationMs: durationMs() };
	} catch (error) {
		return { ...delivery, error: String(error), durationMs: durationMs() };
	}
}

function bodyOf({ event, data, occurredAt, options }: Dispatch, id: string): string {
	return JSON.stringify(
		options.envelope === 'catalog'
			? { id: `evt_${id}`, type: event, created_at: occurredAt, data }
			: { event, delivery_id: id, occurred_at: occurredAt, workspace_id: 'w_sandbox', data },
	);
}

/** Only the body is signed, so a replay can carry any timestamp. */
function headersOf(
	{ webhook, options }: Dispatch,
	id: string,
	body: string,
): Record<string, string> {
	const key = options.forged === 'key' ? 'whsec_forged' : webhook.secret;
	const signature = createHmac('sha256', key).update(body).digest('hex');
	return {
		'Content-Type': 'application/json',
		'User-Agent': 'LeadLex-Webhook/1.0',
		...(options.forged !== 'unsigned' && { 'X-LeadLex-Signature': `sha256=${signature}` }),
		'X-LeadLex-Timestamp': new Date().toISOString(),
		'X-LeadLex-Delivery-ID': id,
	};
}

function log(delivery: Delivery, { webhook, event }: Dispatch, state: LeadLexState): void {
	const delivered_at = new Date().toISOString();
	const status = isAccepted(delivery) ? 'success' : 'failed';
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

/** The values of each option, or their type. */
const OPTION_VALUES: Record<keyof DeliveryOptions, string | string[]> = {
	envelope: ['guide', 'catalog'],
	twice: 'boolean',
	forged: ['key', 'body', 'timestamp', 'unsigned'],
	retry: 'number',
	newIdOnRetry: 'boolean',
};

/** Delivers `{ event, data, options }`. Rejects unknown keys: a typo would look like an accepted forgery. */
export function deliverFromBody(body: unknown, state: LeadLexState): Promise<Delivery[]> {
	const { event, data = {}, options = {}, ...unknown } = (body ?? {}) as Record<string, unknown>;
	const isKnown = Object.entries(options as object).every(([name, value]) => {
		const allowed = OPTION_VALUES[name as keyof DeliveryOptions];
		return Array.isArray(allowed) ? allowed.includes(value as string) : typeof value === allowed;
	});
	if (typeof event !== 'string' || Object.keys(unknown).length > 0 || !isKnown) {
		const error = `A delivery is { event, data, options }, and options has ${JSON.stringify(OPTION_VALUES)}`;
		return abortWith({ status: 400, body: { error } });
	}
	return deliver(state, event, data as object, options as DeliveryOptions);
}
