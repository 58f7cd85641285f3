/** Requests carry an `Idempotency-Key` exactly where the contract documents the header. */
import { expect, test } from '@jest/globals';

import { callsOf, check, requestsOf } from '../support/contracts';
import { operations } from '../support/package';
import { fullest } from '../support/parameterSamples';

const documented = new Set(
	callsOf('leadlex')
		.filter(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key'))
		.map(({ operationId }) => operationId),
);

test.each(operations.filter(({ contract }) => contract === 'leadlex'))(
	'$title sends an Idempotency-Key exactly where it is documented',
	({ contract, operation }) => {
		for (const request of requestsOf({ contract, operation }, fullest(operation))) {
			const { operationId } = check(contract, request);
			expect(request.idempotencyKey ?? false).toBe(documented.has(operationId!));
		}
	},
);
