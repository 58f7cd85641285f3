/** Which requests carry an `Idempotency-Key`: those whose page documents it, and no others. */
import { expect, test } from '@jest/globals';

import { createValidator } from '../../tools/mockServers/contract';
import { operationsOf } from '../../tools/mockServers/operations';
import { operations } from '../support/package';
import { fullest, requestsFor } from '../support/samples';

const validator = createValidator('leadlex');
const documented = new Set(
	operationsOf('leadlex')
		.filter(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key'))
		.map(({ operationId }) => operationId),
);

test.each(operations.filter(({ contract }) => contract === 'leadlex'))(
	'$title',
	({ operation }) => {
		for (const request of requestsFor(operation, fullest(operation))) {
			const { operationId } = validator.check(request);
			expect(request.idempotent ?? false).toBe(documented.has(operationId!));
		}
	},
);
