/** The registration at LeadLex, as requests and what their answers mean. */
import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Failure, Steps } from '../../shared/operation/types';
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
export function* isRight({ url, events }: Wanted, { id, secret }: Registration): Steps<boolean> {
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
	const answer = yield* tried(creation(wanted));
	if ('body' in answer) return registrationIn(answer.body, wanted);
	const isThere = answer.refused.httpCode === '409';
	if (!isThere && !answer.refused.doubt) throw answer.refused;
	// Its secret is lost, as LeadLex tells it once
	const removed = yield* removeAt([wanted.url]);
	if (isThere && removed === 0) throw answer.refused;
	return registrationIn(yield creation(wanted), wanted);
}

/** Removes the registration that is known of, or that may be there. */
export function* unregister(url: string, known: Registration): Steps<void> {
	if (known.id && (yield* remove(known.id))) return;
	// The answer to it was lost, or another one has taken its place
	if (known.url) yield* removeAt([known.url, url]);
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
	const answer = yield* tried({ ...request, repeatable: true });
	if ('body' in answer) return true;
	const { httpCode } = answer.refused;
	if (httpCode !== '404' && httpCode !== '409') throw answer.refused;
	// Another one of ours has the address that this one was to get
	if (httpCode === '409') yield* remove(id);
	return false;
}

/** DELETE /v1/webhooks/{id}: docs.leadlex.com/api-reference/webhooks/delete */
function* remove(id: string): Steps<boolean> {
	const request: ApiRequest = { method: 'DELETE', path: path`/v1/webhooks/${id}` };
	const answer = yield* tried({ ...request, repeatable: true });
	if ('refused' in answer && answer.refused.httpCode !== '404') throw answer.refused;
	return 'body' in answer;
}

type Tried = { body: IDataObject } | { refused: Error & Failure };

function* tried(request: ApiRequest): Steps<Tried> {
	try {
		return { body: yield request };
	} catch (error) {
		return { refused: error as Error & Failure };
	}
}

/** Removes what sends to one of these addresses, and says how many there were. */
function* removeAt(urls: string[]): Steps<number> {
	const found = (yield* list()).filter((one) => urls.some((url) => isSameUrl(one.url, url)));
	for (const { id } of found) yield* remove(String(id));
	return found.length;
}

/** GET /v1/webhooks: docs.leadlex.com/api-reference/webhooks/list */
function* list(): Steps<IDataObject[]> {
	const { data } = yield { method: 'GET', path: WEBHOOKS };
	const { webhooks } = isObject(data) ? data : {};
	return (webhooks ?? []) as IDataObject[];
}

const withoutSecret = () =>
	Object.assign(new Error('LeadLex did not give the secret of the webhook that it registered'), {
		description: 'Without it, no delivery could be told from a forged one.',
		doubt: 'open',
	});

/** All of it counts: other workflows have addresses that differ in a part of the path. */
const isSameUrl = (one: unknown, other: string): boolean =>
	URL.canParse(String(one)) && new URL(String(one)).href === new URL(other).href;

const sorted = (events: unknown): string => JSON.stringify([events].flat().sort());
