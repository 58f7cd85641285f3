/** Which requests carry an `Idempotency-Key`: those whose page documents it, and no others. */
import { expect, test } from '@jest/globals';

import type { ApiRequest } from '../../nodes/shared/operation';
import { callsOf, check, exampleAnswer } from '../support/contracts';
import { operations } from '../support/package';
import { fullest, requestsFor } from '../support/samples';

const documented = new Set(
	callsOf('leadlex')
		.filter(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key'))
		.map(({ operationId }) => operationId),
);

test.each(operations.filter(({ contract }) => contract === 'leadlex'))(
	'$title',
	({ contract, operation }) => {
		const answer = (request: ApiRequest) => exampleAnswer(contract, request);
		for (const request of requestsFor(operation, fullest(operation), answer)) {
			const { operationId } = check(contract, request);
			expect(request.idempotent ?? false).toBe(documented.has(operationId!));
		}
	},
);
