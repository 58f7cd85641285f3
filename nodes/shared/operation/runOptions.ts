import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Api } from './api';
import { fields, integer, propertiesOf } from './fields';
import { createItem, isTool } from './item';

/** How a run may use the API. */
export interface RunOptions {
	/** How many requests may be in flight at once. */
	maxConcurrentRequests: number;
	/** Milliseconds for one request, from its start to the end of its response. */
	requestTimeout: number;
	/** Seconds that all pauses for rate limits may take together. */
	maxRateLimitWait: number;
}

const DEFAULT_RATE_LIMIT_WAIT = 300;
const DEFAULT_TIMEOUT = 30_000;
/** Keeps timers below the 24 days that Node.js supports, also in seconds. */
const MAX_DURATION = 2_000_000;

const optionFields = ({ concurrency }: Api) =>
	fields({
		maxConcurrentRequests: integer('Max Concurrent Requests', {
			typeOptions: { minValue: 1, maxValue: 100 },
			default: concurrency,
			description:
				'How many requests may be in flight at once. Lower it if the API becomes slow or fails with many at once.',
		}),
		maxRateLimitWait: integer('Max Rate Limit Wait (Seconds)', {
			typeOptions: { minValue: 0, maxValue: MAX_DURATION },
			default: DEFAULT_RATE_LIMIT_WAIT,
			description:
				'How long the node may wait in total when the API says that its rate limit is reached. Items that would need longer are not sent and fail with the time at which the limit resets.',
		}),
		requestTimeout: integer('Request Timeout (Ms)', {
			typeOptions: { minValue: 1, maxValue: MAX_DURATION },
			default: DEFAULT_TIMEOUT,
			description:
				'How long one request may take, in milliseconds. Without this option: 30,000, or 120,000 for slow operations.',
		}),
	});

/** The Options collection that every operation has. */
export const optionsProperty = (api: Api): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: propertiesOf(optionFields(api)),
});

/**
 * Options apply to the whole run, so they are read once, from the first item. Slow operations have a
 * default time-out of their own.
 */
export function readOptions(
	ctx: IExecuteFunctions,
	api: Api,
	{ timeout = DEFAULT_TIMEOUT }: { timeout?: number },
): RunOptions {
	const table = optionFields(api);
	const options = ctx.getNodeParameter('options', 0, {});
	const { maxConcurrentRequests, maxRateLimitWait, requestTimeout } = createItem({
		properties: propertiesOf(table),
		json: {},
		timezone: ctx.getTimezone(),
		isTool: isTool(ctx.getNode()),
		readParameter: (name) => options[name],
	}).read(table);
	return {
		maxConcurrentRequests: maxConcurrentRequests ?? api.concurrency,
		requestTimeout: requestTimeout ?? timeout,
		maxRateLimitWait: maxRateLimitWait ?? DEFAULT_RATE_LIMIT_WAIT,
	};
}
