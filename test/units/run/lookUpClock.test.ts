/** A look-up goes by the API's clock, also if no response has come before it. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { leadLex } from '../../../nodes/LeadLex/api';
import { create } from '../../../nodes/LeadLex/resources/contact/create.operation';
import { createMany } from '../../../nodes/LeadLex/resources/contact/createMany.operation';
import type { Outcome } from '../../../nodes/shared/operation/outcome';
import type { Operation } from '../../../nodes/shared/operation/types';
import { runOperation } from '../../support/runOperation';
import type { Behaviour } from '../../support/simulatedLeadLex';
import { lose, simulateClock, simulateLeadLex } from '../../support/simulatedLeadLex';
import type { SimulatedClock } from '../../support/simulation';

const SECOND = 1000;
const HOUR = 3_600_000;
const ANN = { full_name: 'Ann', email: 'ann@example.com' };

let clock: SimulatedClock;
beforeEach(() => {
	clock = simulateClock();
});
afterEach(() => void jest.restoreAllMocks());

const server = (behaviour: Behaviour) => simulateLeadLex(clock, behaviour);
const run = async (
	{ respond }: ReturnType<typeof server>,
	operation: Operation<IDataObject> = create,
) => {
	const { outcomes } = await clock.until(runOperation(leadLex, operation, [ANN], respond));
	return outcomes[0];
};
const descriptionOf = (outcome?: Outcome) =>
	outcome && 'failure' in outcome ? outcome.failure.description : 'no failure';

const OPERATIONS: Array<[string, Operation<IDataObject>]> = [
	['Create', create],
	['Create Many', createMany],
];
const CLOCKS: Array<[string, number]> = [
	['behind', -HOUR],
	['slightly behind', -20 * SECOND],
	['equal', 0],
	['slightly ahead', 20 * SECOND],
	['ahead', HOUR],
];

describe.each(OPERATIONS)('%s, when the first response is lost', (_, operation) => {
	test.each(CLOCKS)("finds the record, with the API's clock %s", async (_name, ahead) => {
		const leadlex = server({ ahead });
		expect(await run(leadlex, operation)).toMatchObject({ json: { id: 'id-0', ...ANN } });
	});

	test.each(CLOCKS)(
		"takes no older record for it, with the API's clock %s",
		async (_name, ahead) => {
			const leadlex = server({ ahead, stores: () => false });
			leadlex.create(ANN, leadlex.now() - 10 * SECOND);
			expect(descriptionOf(await run(leadlex, operation))).toMatch(
				/It was not there \d+ s later\.$/,
			);
		},
	);
});

const PHASES = [0, 1, 499, 500, 999];
test.each(PHASES.flatMap((start) => PHASES.map((ahead) => [start, ahead])))(
	'finds a record whose time is stored in whole seconds: %d ms, %d ms ahead',
	async (start, ahead) => {
		await clock.until(clock.sleep(start + 1));
		const leadlex = server({ ahead, storesSeconds: true });
		expect(await run(leadlex)).toMatchObject({ json: ANN });
	},
);

describe('claims nothing', () => {
	test('when no response comes at all', async () => {
		const leadlex = server({ interceptRead: lose });
		expect(descriptionOf(await run(leadlex))).toMatch(/may have processed this\.(?!.*not there)/);
		expect(leadlex.reads).toHaveLength(3);
	});

	test('when no response tells the time', async () => {
		const leadlex = server({ hidesTime: true, stores: () => false });
		expect(descriptionOf(await run(leadlex))).toMatch(/may have processed this\.(?!.*not there)/);
	});
});

test('reads once more only if no response has told the time', async () => {
	const leadlex = server({ answerCreate: () => ({ status: 502, body: {} }) });
	expect(await run(leadlex)).toMatchObject({ json: ANN });
	const paths = leadlex.reads.map(({ url }) => new URL(url).pathname);
	expect(paths).toEqual(['/v1/contacts', '/v1/contacts/id-0']);
});
