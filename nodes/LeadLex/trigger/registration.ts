/** The registration at LeadLex, as requests and what their responses mean. */
import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../shared/operation/request';
import { call, callOrFailure, RequestFailed } from '../../shared/operation/request';
import { path } from '../../shared/operation/path';
import { isObject } from '../../shared/utils/guards';
import type { Registration } from './staticData';

/** What is to be registered. */
export interface Wanted {
	/** Where n8n listens. No other registration has the same, as n8n gives each trigger its own. */
	url: string;
	events: string[];
	/** By which a user knows it in LeadLex. */
	description: string;
}

const WEBHOOKS = '/v1/webhooks';

/** Whether the registration that is known of is still there and as wanted. */
export function* isUpToDate({ url, events }: Wanted, { id, secret }: Registration): Steps<boolean> {
	if (!id || !secret) return false;
	const found = (yield* list()).find((one) => String(one.id) === id);
	if (!found || found.active === false || !isSameUrl(found.url, url)) return false;
	return sorted(found.events) === sorted(events);
}

/** Registers, whatever an earlier registration of this trigger has left. */
export function* register(wanted: Wanted, known: Registration): Steps<Registration> {
	if (known.id && known.secret && (yield* change(known.id, wanted))) {
		return { ...known, url: wanted.url };
	}
	const response = yield* callOrFailure(creation(wanted));
	if ('body' in response) return registrationIn(response.body, wanted);
	const isThere = response.failure.httpCode === '409';
	if (!isThere && !response.failure.inDoubt) throw new RequestFailed(response.failure);
	// Its secret is lost, as LeadLex tells it once
	const removed = yield* removeByUrl([wanted.url]);
	if (isThere && removed === 0) throw new RequestFailed(response.failure);
	return registrationIn(yield* call(creation(wanted)), wanted);
}

/** Removes the registration that is known of, or that may be there. */
export function* unregister(url: string, known: Registration): Steps<void> {
	if (known.id && (yield* remove(known.id))) return;
	// The response to it was lost, or another one has taken its place
	if (known.url) yield* removeByUrl([known.url, url]);
}

/** POST /v1/webhooks: docs.leadlex.com/api-reference/webhooks/create */
const creation = ({ url, events, description }: Wanted): ApiRequest => ({
	method: 'POST',
	path: WEBHOOKS,
	body: { url, events, description },
});

function registrationIn({ data }: IDataObject, { url }: Wanted): Registration {
	const webhook = isObject(data) && isObject(data.webhook) ? data.webhook : {};
	const { id, secret } = webhook;
	if (!id || !secret) throw withoutSecret();
	return { id: String(id), secret: String(secret), url };
}

/** PATCH /v1/webhooks/{id}: docs.leadlex.com/api-reference/webhooks/update */
function* change(id: string, { url, events }: Wanted): Steps<boolean> {
	const body = { url, events, active: true };
	const request: ApiRequest = { method: 'PATCH', path: path`/v1/webhooks/${id}`, body };
	const response = yield* callOrFailure({ ...request, idempotent: true });
	if ('body' in response) return true;
	const { httpCode } = response.failure;
	if (httpCode !== '404' && httpCode !== '409') throw new RequestFailed(response.failure);
	// Another one of ours has the address that this one was to get
	if (httpCode === '409') yield* remove(id);
	return false;
}

/** DELETE /v1/webhooks/{id}: docs.leadlex.com/api-reference/webhooks/delete */
function* remove(id: string): Steps<boolean> {
	const request: ApiRequest = { method: 'DELETE', path: path`/v1/webhooks/${id}` };
	const response = yield* callOrFailure({ ...request, idempotent: true });
	if ('failure' in response && response.failure.httpCode !== '404')
		throw new RequestFailed(response.failure);
	return 'body' in response;
}

/** Removes what sends to one of these addresses, and says how many there were. */
function* removeByUrl(urls: string[]): Steps<number> {
	const found = (yield* list()).filter((one) => urls.some((url) => isSameUrl(one.url, url)));
	for (const { id } of found) yield* remove(String(id));
	return found.length;
}

/** GET /v1/webhooks: docs.leadlex.com/api-reference/webhooks/list */
function* list(): Steps<IDataObject[]> {
	const { data } = yield* call({ method: 'GET', path: WEBHOOKS });
	const { webhooks } = isObject(data) ? data : {};
	return (webhooks ?? []) as IDataObject[];
}

const withoutSecret = () =>
	new RequestFailed({
		message: 'LeadLex did not return the secret of the webhook that it registered',
		description: 'Without it, genuine deliveries cannot be told from forged ones.',
		inDoubt: 'doNotRetry',
	});

/** All of it counts: other workflows have addresses that differ in a part of the path. */
const isSameUrl = (one: unknown, other: string): boolean =>
	URL.canParse(String(one)) && new URL(String(one)).href === new URL(other).href;

const sorted = (events: unknown): string => JSON.stringify([events].flat().sort());
