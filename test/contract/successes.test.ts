/** Every operation that writes, with success statuses whose bodies are no documented success. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import type { Outcome } from '../../nodes/shared/operation/outcome';
import {
	documentedRequests,
	documentedResponse,
	runEqualItems,
	safeRequestsOf,
} from '../support/documentedRun';
import { operations } from '../support/package';
import type { Respond } from '../support/runOperation';

const BODIES: IDataObject[] = [
	{ success: true, msg: 'ok' },
	{ msg: 'Criado com sucesso' },
	{ msg: 'Lead criado', leadId: 7 },
	{ data: { id: 'a' }, error: { code: 'x', message: 'No' } },
	{ data: { id: 'a' }, error: [] },
	{ success: false, contact_id: 'a' },
];

const writes = operations.filter((entry) => !documentedRequests(entry).every(isSafe));

/** What an outcome says about whether it was written. */
const endOf = (outcome?: Outcome) => {
	if (!outcome) return 'not sent';
	return 'json' in outcome ? 'written' : (outcome.failure.inDoubt ?? 'not written');
};

test('there are operations that write', () => {
	expect(writes.length).toBeGreaterThan(70);
});

describe.each(writes)('$title', (entry) => {
	const isSafeRequest = safeRequestsOf(entry);

	test.each(BODIES)('is written or in doubt after 201 with %j', async (body) => {
		const respond: Respond = (request) =>
			isSafeRequest(request) ? documentedResponse(entry, request) : { status: 201, body };
		const items = [{ json: {} }];
		const { outcomes, sent } = await runEqualItems(entry, 1, respond, { items });
		expect(sent.some((request) => !isSafeRequest(request))).toBe(true);
		// Only a read after the write may tell that nothing was written
		const isRead = sent.length > 1 && isSafeRequest(sent[sent.length - 1]);
		if (!isRead) expect(endOf(outcomes[0])).toMatch(/^(written|mayRetry|doNotRetry)$/);
		expect(JSON.stringify(outcomes)).not.toMatch(/Nothing was (written|changed|sent)/);
		// Retry On Fail does not write it again, unless that is harmless
		const again = await runEqualItems(entry, 1, respond, { items });
		const sentAgain = again.sent.filter((request) => !isSafeRequest(request));
		if (/^(written|doNotRetry)$/.test(endOf(outcomes[0]))) expect(sentAgain).toEqual([]);
	});
});
