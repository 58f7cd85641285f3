/** Creates contacts one by one: without a limit, within a limit, and in several workflows. */
import type { Conditions } from '../measure';
import type { HttpCall, Target } from '../variants';
import { bareLoop, httpRequest, ourNode } from '../variants';
import type { Case } from './case';
import { BEST_SETTING, describeConditions } from './case';

const PATH = '/api/v1/create-contact';
const PHONE = '$json.phone_number';
const BARE_LOOP_CONCURRENCY = 100;

/** The request for one item. `phone` is the expression of its phone number. */
const createCall = (phone = PHONE): HttpCall => ({
	path: PATH,
	body: `={{ JSON.stringify({ phone_number: ${phone}, first_name: $json.first_name }) }}`,
});

const contacts = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		phone_number: `+6125550${String(index).padStart(4, '0')}`,
		first_name: `Person ${index}`,
	}));

function baseCase(target: Target, count: number, conditions: Conditions, phone = PHONE): Case {
	return {
		title: `Voxworks: create ${count.toLocaleString('en')} contacts, ${describeConditions(conditions)}`,
		provider: 'voxworks',
		items: contacts(count),
		conditions,
		variants: [
			ourNode(target, {
				resource: 'contact',
				operation: 'create',
				phoneNumber: `={{ ${phone} }}`,
				firstName: '={{ $json.first_name }}',
				ifExists: 'fail',
			}),
			httpRequest(target, createCall(phone)),
		],
	};
}

const ceiling = (target: Target) =>
	bareLoop(target, { path: PATH, keys: ['phone_number', 'first_name'] }, BARE_LOOP_CONCURRENCY);

/** Compares with the bare loop too. It stops at the first 429, so these cases have no limit. */
export function create(
	target: Target,
	count: number,
	conditions: Pick<Conditions, 'delayMs'>,
): Case {
	const base = baseCase(target, count, conditions);
	return { ...base, variants: [...base.variants, ceiling(target)] };
}

export const createTuned = (
	target: Target,
	count: number,
	conditions: Pick<Conditions, 'delayMs'>,
): Case => ({
	...create(target, count, conditions),
	tunedVariant: (batchSize) => httpRequest(target, createCall(), { batchSize }, BEST_SETTING),
});

export function createWithLimit(target: Target, count: number, requestsPerSecond: number): Case {
	const limit = { requests: requestsPerSecond, perMs: 1000, retryAfter: true };
	const base = baseCase(target, count, { limit });
	const batching = { batchSize: requestsPerSecond, batchInterval: 1000 };
	const name = `HTTP Request, ${requestsPerSecond} every second`;
	return {
		...base,
		variants: [...base.variants, httpRequest(target, createCall(), batching, name)],
	};
}

export function createInThreeWorkflows(
	target: Target,
	count: number,
	requestsPerSecond: number,
): Case {
	const workflows = 3;
	// The workflows have the same items, and the IDs of their executions are consecutive
	const phone = `${PHONE} + $execution.id % ${workflows}`;
	const limit = { requests: requestsPerSecond, perMs: 1000, retryAfter: true };
	const base = baseCase(target, count, { limit }, phone);
	const share = Math.floor(requestsPerSecond / workflows);
	const batching = { batchSize: share, batchInterval: 1000 };
	const name = `HTTP Request, ${share} every second in each`;
	return {
		...base,
		title: `Voxworks: ${workflows} workflows at once create ${count} contacts each, ${describeConditions({ limit })}`,
		recordCount: workflows * count,
		simultaneousRuns: workflows,
		variants: [...base.variants, httpRequest(target, createCall(phone), batching, name)],
	};
}

function inFreshN8n(target: Target, count: number): Case {
	const base = baseCase(target, count, {});
	return { ...base, title: `${base.title}, n8n started for each run`, freshN8n: true };
}

/** Compares the memory that n8n uses. */
export function createForMemory(target: Target, count: number): Case {
	const base = inFreshN8n(target, count);
	const batching = { batchSize: 50 };
	const batched = httpRequest(target, createCall(), batching, 'HTTP Request, 50 at once');
	return { ...base, variants: [...base.variants, batched] };
}

/** Compares with the bare loop, whose latency is that of n8n alone. */
export function createForLatency(target: Target, count: number): Case {
	const base = inFreshN8n(target, count);
	const [ours] = base.variants;
	return { ...base, variants: [ours, ceiling(target)], runsOnce: true };
}
