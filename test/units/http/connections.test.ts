/** Connections that fail before anything is sent, as n8n's helper reports them. */
import { expect, test } from '@jest/globals';

import { leadLex } from '../../../nodes/LeadLex/api';
import { create } from '../../../nodes/LeadLex/resources/contact/create.operation';
import { runOperation } from '../../support/runOperation';

const errorOf = (code: string, syscall?: string) =>
	Object.assign(new Error(code), { code, syscall });
const timedOut = () => errorOf('ETIMEDOUT', 'connect');
/** Node.js throws this when it has tried all addresses of a host. */
const aggregate = (...errors: Error[]) =>
	Object.assign(new AggregateError(errors), { code: 'ETIMEDOUT' });
const wrapped = (cause: Error) => new Error('request failed', { cause });

async function failureAfter(error: Error) {
	const { outcomes } = await runOperation(
		leadLex,
		create,
		[{ full_name: 'Jane' }] as never[],
		() => {
			throw error;
		},
	);
	return outcomes[0];
}

test.each<[string, Error]>([
	['a connect that timed out', timedOut()],
	['connects to all addresses that timed out', aggregate(timedOut(), timedOut())],
	[
		'connects that timed out or were refused',
		aggregate(timedOut(), errorOf('ECONNREFUSED', 'connect')),
	],
	['a wrapped connect that timed out', wrapped(timedOut())],
	['wrapped connects that timed out', wrapped(aggregate(timedOut(), timedOut()))],
])('nothing was sent after %s', async (_, error) => {
	expect(await failureAfter(error)).toMatchObject({
		failure: { description: expect.stringMatching(/^Nothing was sent\./) },
	});
	expect(await failureAfter(error)).not.toHaveProperty('failure.inDoubt');
});

test.each<[string, Error]>([
	['a time-out while data was awaited', errorOf('ETIMEDOUT', 'read')],
	['a time-out of an unknown kind', errorOf('ECONNABORTED')],
	['errors of which one came later', aggregate(timedOut(), errorOf('ECONNRESET', 'read'))],
])('the create is in doubt after %s', async (_, error) => {
	expect(await failureAfter(error)).toHaveProperty('failure.inDoubt', 'doNotRetry');
});
