import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { integer } from './converters';
import type { Converter } from './converters';
import { createItem } from './item';
import type { Api } from './types';

/** How a run may use the API. */
export interface RunOptions {
	/** Most requests under way at once. */
	maxConcurrentRequests: number;
	/** Milliseconds for one request, from its start to the end of its answer. */
	requestTimeout: number;
	/** Seconds that all pauses for rate limits may take together. */
	maxRateLimitWait: number;
}

const fieldsFor = ({ concurrency }: Api): INodeProperties[] => [
	{
		displayName: 'Max Concurrent Requests',
		name: 'maxConcurrentRequests',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: concurrency,
		description:
			'How many requests may be under way at once. Lower it if others share your rate limit.',
	},
	{
		displayName: 'Max Rate Limit Wait (Seconds)',
		name: 'maxRateLimitWait',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 300,
		description:
			'How long the node may wait in total when the API says that its rate limit is reached. Items that would need longer are not sent and fail with the time at which the limit resets.',
	},
	{
		displayName: 'Request Timeout (Ms)',
		name: 'requestTimeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30000,
		description: 'How long one request may take, in milliseconds',
	},
];

/** The Options collection that every operation has. */
export const optionsField = (api: Api): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: fieldsFor(api),
});

/**
 * Options hold for the whole run, so they are read once, with the first item. Slow operations have a
 * time-out of their own, for those who set none.
 */
export function readOptions(
	ctx: IExecuteFunctions,
	api: Api,
	{ timeout }: { timeout?: number },
): RunOptions {
	const fields = fieldsFor(api);
	const given = ctx.getNodeParameter('options', 0, {});
	const timezone = ctx.getTimezone();
	const options = createItem({ fields, json: {}, timezone, valueOf: (name) => given[name] });
	const value = (name: keyof RunOptions, least: number, most?: number, usual?: number) =>
		options.optional(name, between(least, most)) ??
		usual ??
		(fields.find((field) => field.name === name)!.default as number);
	return {
		maxConcurrentRequests: value('maxConcurrentRequests', 1, 100),
		requestTimeout: value('requestTimeout', 1, undefined, timeout),
		maxRateLimitWait: value('maxRateLimitWait', 0),
	};
}

/** Bounds keep timers within what Node.js takes (24 days). */
const between =
	(least: number, most = 2_000_000): Converter<number> =>
	(value, timezone) => {
		const number = integer(value, timezone);
		if (number < least || number > most) throw new Error(`must be from ${least} to ${most}`);
		return number;
	};
