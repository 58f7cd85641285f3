import { expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../nodes/shared/operation/outcome';
import type { Steps } from '../../../nodes/shared/operation/request';
import type { Operation } from '../../../nodes/shared/operation/types';
import { lookUp } from '../../../nodes/shared/run/lookUp';
import { leadLex } from '../../../nodes/LeadLex/api';

const failure = { message: 'No response', description: 'Look.', inDoubt: 'doNotRetry' as const };

/** Looks up one job for each name, in a list whose names may have spaces around them. */
async function settle(names: string[], rows: IDataObject[]): Promise<Array<Outcome | undefined>> {
	const operation = {
		output: (body: IDataObject) => body,
		recordId: ({ id }: IDataObject) => id,
		lookUp: {
			key: (name: string) => name,
			*find(name: string): Steps<IDataObject[]> {
				yield [];
				return rows.filter((row) => String(row.name).trim() === name.trim());
			},
		},
	} as unknown as Operation<string>;
	const jobs = names.map((name, itemIndex) => ({
		job: {
			operation,
			*steps() {},
			records: [name],
			tasks: [[{ itemIndex, params: name }]],
			group: '',
		},
		since: 0,
		failure,
	}));
	const outcomes = new Map<string, Outcome>();
	const context = {
		api: leadLex,
		since: () => new Date(0),
		written: [],
		now: () => 0,
		send: () => Promise.resolve({ body: {} }),
		limit: 10,
	};
	await lookUp(operation, jobs, context, (job, [outcome]) => outcomes.set(job.records[0], outcome));
	return names.map((name) => outcomes.get(name));
}

test('resolves each job that exactly one record fits', async () => {
	const rows = [
		{ id: '1', name: 'Acme' },
		{ id: '2', name: 'Beta' },
	];
	expect(await settle(['Acme', 'Beta'], rows)).toEqual(rows.map((json) => ({ json })));
});

test('leaves both jobs in doubt that one record fits', async () => {
	const outcomes = await settle(['Acme', 'Acme '], [{ id: '1', name: 'Acme' }]);
	for (const outcome of outcomes) {
		expect(outcome).toMatchObject({
			failure: { inDoubt: 'doNotRetry', description: 'Look. These may be it: 1.' },
		});
	}
});
