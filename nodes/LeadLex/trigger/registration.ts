/** Registers and removes the trigger's webhook at LeadLex. */
import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call, callOrFailure, RequestFailed } from '../../shared/operation/request';
import { path } from '../../shared/operation/path';
import { isBlank, isObject } from '../../shared/utils/guards';
import type { Registration } from './staticData';

export interface WebhookSettings {
	/** The URL that n8n listens on. It is unique: n8n gives each trigger its own. */
	url: string;
	events: string[];
	/** Shown to the user in LeadLex. */
	description: string;
}

const WEBHOOKS = '/v1/webhooks';

/** Whether LeadLex still has this registration, active and with these settings. */
export function* isUpToDate(
	{ url, events }: WebhookSettings,
	{ id, secret }: Registration,
): Steps<boolean> {
	if (!id || !secret) return false;
	const webhook = (yield* listWebhooks()).find((entry) => String(entry.id) === id);
	if (!webhook || webhook.active === false || !isSameUrl(webhook.url, url)) return false;
	return toSortedText(webhook.events) === toSortedText(events);
}

/**
 * Updates the trigger's registration, or creates one in place of any that has its URL. `foreign` is the registration of
 * another n8n, or of another workflow, of which this trigger is a copy: it stays as it is. Throws RequestFailed.
 */
export function* register(
	settings: WebhookSettings,
	current: Registration,
	foreign: Registration = {},
): Steps<Registration> {
	if (current.id && current.secret && (yield* updateWebhook(current.id, settings))) {
		return { ...current, url: settings.url };
	}
	const response = yield* callOrFailure(createRequest(settings));
	if ('body' in response) return registrationIn(response.body, settings);
	const exists = response.failure.httpCode === '409';
	const mayBeForeign = foreign.url !== undefined && isSameUrl(foreign.url, settings.url);
	if (mayBeForeign || (!exists && !response.failure.inDoubt)) {
		throw new RequestFailed(response.failure);
	}
	// LeadLex returns the secret only once: a registration whose secret is lost must be replaced
	const removed = yield* removeByUrl([settings.url], foreign.id);
	if (exists && removed === 0) throw new RequestFailed(response.failure);
	return registrationIn(yield* call(createRequest(settings)), settings);
}

/** Removes the registration, or any that may have been created for it. Throws RequestFailed. */
export function* unregister(url: string, current: Registration): Steps<void> {
	if (current.id && (yield* removeWebhook(current.id))) return;
	// Its ID is unknown because no response arrived, or another registration has replaced it
	if (current.url) yield* removeByUrl([current.url, url]);
}

/** POST /v1/webhooks: docs.leadlex.com/api-reference/webhooks/create */
const createRequest = ({ url, events, description }: WebhookSettings): ApiRequest => ({
	method: 'POST',
	path: WEBHOOKS,
	body: { url, events, description },
});

function registrationIn({ data }: IDataObject, { url }: WebhookSettings): Registration {
	const { id, secret } = isObject(data) && isObject(data.webhook) ? data.webhook : {};
	if (!isId(id) || typeof secret !== 'string' || isBlank(secret)) throw missingSecret();
	return { id: String(id), secret, url };
}

const isId = (id: unknown): id is string | number =>
	(typeof id === 'string' && !isBlank(id)) || typeof id === 'number';

/**
 * Returns false if a new registration is needed instead.
 *
 * PATCH /v1/webhooks/{id}: docs.leadlex.com/api-reference/webhooks/update
 */
function* updateWebhook(id: string, { url, events }: WebhookSettings): Steps<boolean> {
	const response = yield* callOrFailure({
		method: 'PATCH',
		path: path`/v1/webhooks/${id}`,
		body: { url, events, active: true },
		idempotent: true,
	});
	if ('body' in response) return true;
	const { httpCode } = response.failure;
	if (httpCode !== '404' && httpCode !== '409') throw new RequestFailed(response.failure);
	// Another webhook of this trigger already uses the new URL
	if (httpCode === '409') yield* removeWebhook(id);
	return false;
}

/**
 * Returns false if LeadLex has no such webhook.
 *
 * DELETE /v1/webhooks/{id}: docs.leadlex.com/api-reference/webhooks/delete
 */
function* removeWebhook(id: string): Steps<boolean> {
	const response = yield* callOrFailure({
		method: 'DELETE',
		path: path`/v1/webhooks/${id}`,
		idempotent: true,
	});
	if ('body' in response) return true;
	if (response.failure.httpCode === '404') return false;
	throw new RequestFailed(response.failure);
}

/** Removes the webhooks with one of these URLs, except the one with the foreign ID. Returns how many there were. */
function* removeByUrl(urls: string[], foreignId?: string): Steps<number> {
	const matches = (yield* listWebhooks()).filter(
		({ id, url }) =>
			String(id) !== foreignId && urls.some((registered) => isSameUrl(url, registered)),
	);
	for (const { id } of matches) yield* removeWebhook(String(id));
	return matches.length;
}

/**
 * Lists the webhooks. Leaves out rows that are none.
 *
 * GET /v1/webhooks: docs.leadlex.com/api-reference/webhooks/list
 */
function* listWebhooks(): Steps<IDataObject[]> {
	const { data } = yield* call({ method: 'GET', path: WEBHOOKS });
	const webhooks: unknown = isObject(data) ? data.webhooks : undefined;
	if (!Array.isArray(webhooks)) throw missingList();
	return (webhooks as unknown[]).filter(isObject).filter(({ id }) => isId(id));
}

const missingList = () =>
	new RequestFailed({
		message: 'LeadLex answered with something other than its list of webhooks',
		description: 'Nothing was changed. Wait a minute, then switch the workflow off and on.',
	});

const missingSecret = () =>
	new RequestFailed({
		message: 'LeadLex did not return the secret of the webhook that it registered',
		description: 'Without it, genuine deliveries cannot be told from forged ones.',
		inDoubt: 'doNotRetry',
	});

/** Compares whole URLs: those of other workflows differ only in a part of the path. */
const isSameUrl = (a: unknown, b: string): boolean =>
	URL.canParse(String(a)) && URL.canParse(b) && new URL(String(a)).href === new URL(b).href;

const toSortedText = (events: unknown): string => JSON.stringify([events].flat().sort());
