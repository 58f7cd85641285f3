/** Registrations of webhooks, and the events that there are. */
import { randomBytes } from 'node:crypto';
import { loadContract } from '../contract/validator';
import { abortWith } from '../server/abort';
import type { Collection } from '../crud/handlers';
import { pick } from '../crud/store';
import type { Row } from '../crud/store';
import type { Handler } from '../server/types';
import { error, invalid, ok } from './responses';
import type { LeadLexState } from './types';

const FIELDS = [
	...['type', 'category', 'description', 'data_schema', 'example_payload', 'introduced_in'],
	'stability',
];

export const webhookHandlers: Record<string, Handler<LeadLexState>> = {
	getEventCatalog({ query }, { eventsCatalog }) {
		const all = [...eventsCatalog.values()];
		const { category } = query;
		const events = all.filter((one) => category === undefined || one.category === category);
		return ok({ events: events.map((event) => pick(event, FIELDS)), total: events.length });
	},
};

export const webhooks: Collection<LeadLexState> = {
	check({ url, events }, state, webhook) {
		if (url !== undefined && !isAllowed(String(url))) {
			invalid('url must be https and public', undefined, 'invalid_url');
		}
		const unknown = ((events ?? []) as string[]).filter((event) => !eventNames.has(event));
		if (unknown.length > 0) {
			invalid(`Unknown events: ${unknown.join(', ')}`, undefined, 'invalid_events');
		}
		const same = [...state.webhooks.values()].find((one) => one.url === url);
		if (same && same !== webhook) {
			abortWith(error(409, 'duplicate_webhook', 'This URL is already registered'));
		}
	},
	// Only the answer to the registration documents the secret, so only that one shows it
	complete: () => ({
		secret: `whsec_${randomBytes(24).toString('hex')}`,
		last_delivery_status: null,
		last_delivery_at: null,
	}),
};

/** LeadLex takes public https only. The n8n of a test listens on loopback, so that is taken here. */
function isAllowed(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

interface Names {
	'x-listed-in-webhooks-guide': string[];
	'x-listed-in-event-catalog': string[];
	'x-named-on-other-pages': string[];
}

const { components } = loadContract('leadlex') as unknown as {
	components: { schemas: { WebhookEventName: Names } };
};
const named = components.schemas.WebhookEventName;
const eventNames = new Set([
	...named['x-listed-in-webhooks-guide'],
	...named['x-listed-in-event-catalog'],
	...named['x-named-on-other-pages'],
]);

/** Every event of the catalog, those without an example too. */
export function catalogSeeds(examples: Row[]): Row[] {
	return named['x-listed-in-event-catalog'].map((type) => ({
		id: type,
		type,
		category: type.split('.')[0],
		description: `${type} (sample)`,
		stability: 'stable',
		...examples.find((example) => example.type === type),
	}));
}
