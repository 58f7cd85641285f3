/** Registrations of webhooks, and the catalog of events. */
import { randomBytes } from 'node:crypto';
import { loadContract } from '../contract/validator';
import { abortWith } from '../server/abort';
import type { CrudRules } from '../crud/routes';
import type { Handler } from '../server/types';
import { operations } from './contract';
import { error, invalid, ok } from './responses';
import type { LeadLexState } from './types';

export const webhookHandlers: Record<string, Handler<LeadLexState>> = {
	getEventCatalog({ query: { category } }) {
		const events = catalog.filter((event) => category === undefined || event.category === category);
		return ok({ events, total: events.length });
	},
};

export const webhookRules: CrudRules<LeadLexState> = {
	check({ url, events }, state, webhook) {
		if (url !== undefined && !isAllowed(String(url))) {
			invalid('url must be https and public', undefined, 'invalid_url');
		}
		const unknown = ((events ?? []) as string[]).filter((event) => !eventNames.has(event));
		if (unknown.length > 0) {
			invalid(`Unknown events: ${unknown.join(', ')}`, undefined, 'invalid_events');
		}
		const same = [...state.webhooks.values()].find((registered) => registered.url === url);
		if (same && same !== webhook) {
			abortWith(error(409, 'duplicate_webhook', 'This URL is already registered'));
		}
	},
	// Only the response to the registration documents the secret, so no other shows it
	complete: () => ({
		secret: `whsec_${randomBytes(24).toString('hex')}`,
		last_delivery_status: null,
		last_delivery_at: null,
	}),
};

/** LeadLex accepts public https only. Loopback is accepted here too, since the n8n of a test listens on it. */
function isAllowed(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

interface CatalogEvent {
	type: string;
	category?: string;
}

interface EventNames {
	'x-listed-in-webhooks-guide': string[];
	'x-listed-in-event-catalog': string[];
	'x-named-on-other-pages': string[];
}

const { components } = loadContract('leadlex') as unknown as {
	components: { schemas: { WebhookEventName: EventNames } };
};
const documented = components.schemas.WebhookEventName;
const eventNames = new Set([
	...documented['x-listed-in-webhooks-guide'],
	...documented['x-listed-in-event-catalog'],
	...documented['x-named-on-other-pages'],
]);

const { example } = operations.find(
	({ operationId }) => operationId === 'getEventCatalog',
)!.response;
const examples = (example as { data: { events: CatalogEvent[] } }).data.events;

/** Every event of the catalog, with its example if the page shows one. */
const catalog: CatalogEvent[] = documented['x-listed-in-event-catalog'].map((type) => ({
	type,
	category: type.split('.')[0],
	description: `${type} (sample)`,
	stability: 'stable',
	...examples.find((event) => event.type === type),
}));
