/** What the provider itself does with a request, from its rate limit to the handler of the call. */
import { STATUS_CODES } from 'node:http';
import { createValidator } from '../contract/validator';
import type { ContractRequest, Validator, Verdict } from '../contract/validator';
import { respondOrAbort } from './abort';
import { RateLimiter } from './rateLimiter';
import type { Limit, MockResponse, Provider, RecordedRequest, Usage } from './types';

const DEFAULT_RESET_MS = 60_000;

export class ProviderApi<State extends object> {
	/** Stays the same object after a reset. */
	readonly state: State;
	private readonly limiter = new RateLimiter();
	private readonly validator: Validator;

	/** Throws if the provider has no handler for a call of its contract. */
	constructor(private readonly provider: Provider<State>) {
		this.validator = createValidator(provider.contract, { openWhereCutOff: true });
		const missing = this.validator.operationIds.filter((id) => !provider.handlers[id]);
		if (missing.length > 0)
			throw new Error(`${provider.name} has no handler: ${missing.join(', ')}`);
		this.state = provider.seed();
	}

	check(request: ContractRequest): Verdict {
		return this.validator.check(request);
	}

	limit(limits: Limit | Limit[] | null): void {
		this.limiter.set(limits);
	}

	reset(): void {
		Object.assign(this.state, this.provider.seed());
		this.limiter.set(null);
	}

	/** Acts on a request at a time, and records whether it was executed. */
	respond(record: RecordedRequest, verdict: Verdict, now: number): MockResponse {
		const usage = this.limiter.use();
		const response = this.reject(record, verdict, usage) ?? this.execute(record, verdict, now);
		return { ...response, headers: { ...this.provider.headers?.(usage), ...response.headers } };
	}

	/** Gives a fault's error response the body of the provider, unless it has one of its own. */
	withErrorBody(response: MockResponse): MockResponse {
		const { status, headers } = response;
		if (response.body !== undefined || status < 400) return response;
		if (status !== 429) {
			const { body } = this.provider.failure(status, STATUS_CODES[status] ?? 'Error');
			return { ...response, body };
		}
		const reset = Number(headers?.['X-RateLimit-Reset']) * 1000;
		const resetAt = new Date(reset).getTime() || Date.now() + DEFAULT_RESET_MS;
		const usage = { limit: 0, remaining: 0, resetAt, opensAt: resetAt, exceeded: true };
		return { ...response, body: this.provider.rateLimited(usage).body };
	}

	private reject(
		record: RecordedRequest,
		{ operationId, errors }: Verdict,
		usage?: Usage,
	): MockResponse | undefined {
		const { provider } = this;
		if (usage?.exceeded) return provider.rateLimited(usage);
		const authError = provider.authError(record);
		if (authError) return authError;
		if (!operationId) return provider.failure(404, errors[0]);
		return errors.length > 0 ? provider.failure(400, errors[0], errors) : undefined;
	}

	private execute(record: RecordedRequest, verdict: Verdict, now: number): MockResponse {
		const { operationId, params, query } = verdict;
		const { headers, body } = record;
		const handler = this.provider.handlers[operationId!];
		const call = { params, query, headers, body, now };
		const response = respondOrAbort(() => handler(call, this.state));
		record.executed = response.status < 400 && !response.isReplay;
		return response;
	}
}
