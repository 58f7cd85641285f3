import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../../nodes/shared/operation/api';
import { leadLex } from '../../../nodes/LeadLex/api';
import { toFailure } from '../../../nodes/shared/http/failures';
import { sprintHub } from '../../../nodes/SprintHub/api';
import { voxworks } from '../../../nodes/Voxworks/api';

const failureOf = (api: Api, body: IDataObject, method: 'GET' | 'POST' = 'POST') =>
	toFailure(
		api,
		{ method, path: '/' },
		{ status: 201, headers: {}, json: body, text: JSON.stringify(body) },
	);

describe('a success status for a write', () => {
	test.each([
		['SprintHub tells in words', sprintHub, { msg: 'Criado com sucesso' }],
		['SprintHub names a lead beside words', sprintHub, { msg: 'Lead criado', leadId: 7 }],
		[
			'LeadLex reports an error beside a record',
			leadLex,
			{ data: { id: 'a' }, error: { code: 'x' } },
		],
		['Voxworks reports a failure and a contact', voxworks, { success: false, contact_id: 'c' }],
	])('is in doubt when %s', (_, api, body: IDataObject) => {
		expect(failureOf(api, body)).toMatchObject({ inDoubt: 'doNotRetry' });
	});

	test.each([
		['LeadLex', leadLex, { error: { code: 'x', message: 'No', request_id: 'r1' } }],
		['LeadLex', leadLex, { error: { code: 'x', message: 'No' }, request_id: 'r1' }],
		['Voxworks', voxworks, { success: false, message: 'No' }],
		['SprintHub', sprintHub, { error: 'No' }],
		['SprintHub', sprintHub, { success: false, msg: 'No' }],
	])(
		'is a refusal when %s reports a failure and names no record: %#',
		(_, api, body: IDataObject) => {
			expect(failureOf(api, body)?.inDoubt).toBeUndefined();
			expect(failureOf(api, body)?.description).toContain('Nothing was written');
		},
	);

	test.each([
		['SprintHub', sprintHub, { success: true, msg: 'ok' }],
		['LeadLex', leadLex, { data: { id: 'a' }, error: [] }],
		['LeadLex', leadLex, { data: { id: 'a' }, error: null }],
	])('is a success when %s reports no failure: %#', (_, api, body: IDataObject) => {
		expect(failureOf(api, body)).toBeUndefined();
	});
});

test('a failure in a read is never in doubt', () => {
	expect(failureOf(sprintHub, { msg: 'ok' }, 'GET')?.inDoubt).toBeUndefined();
});
