/** Tests the follow-up of Voxworks' Create Phone Call and Wait, without n8n and without waiting. */
import { expect, test } from '@jest/globals';

import { waitForCalls } from '../../../nodes/Voxworks/resources/call/createPhoneCallAndWait.followUp';
import { cancelledFailure } from '../../../nodes/shared/http/messages';
import { RequestFailed } from '../../../nodes/shared/operation/request';

const MAX_WAIT = 900_000;
const cancelled = new RequestFailed(cancelledFailure);
const json = { call_id: '1', status: 'scheduled', finished: false };

/** Begins to wait for one call, and ends its first pause. */
function afterFirstPause() {
	const record = { params: { call: {}, maxWait: MAX_WAIT }, json };
	const steps = waitForCalls([record], { since: new Date('2026-02-25T09:00:00Z'), now: () => 0 });
	expect(steps.next().value).toEqual({ milliseconds: 5000 });
	return steps;
}

test('puts out the call that was made when the run is cancelled', () => {
	const steps = afterFirstPause();
	expect(steps.throw(cancelled)).toEqual({ done: true, value: [json] });
});

test('puts out a call as it was seen last when the run is cancelled', () => {
	const steps = afterFirstPause();
	steps.next([]);
	const row = { id: '1', status: 'rang-out' };
	expect(steps.next([{ calls: [row] }]).value).toMatchObject([
		{ path: '/api/v1/get-call-result/1' },
	]);
	const failure = { message: 'Not found', description: '', httpCode: '404' };
	expect(steps.throw(new RequestFailed(failure, [{ failure }])).value).toEqual({
		milliseconds: 6250,
	});
	expect(steps.throw(cancelled).value).toEqual([{ ...row, call_id: '1', finished: true }]);
});

test.each(['.', '..', '\ud800'])('asks by the list only for a call whose ID is %j', (id) => {
	const record = { params: { call: {}, maxWait: MAX_WAIT }, json: { ...json, call_id: id } };
	const steps = waitForCalls([record], { since: new Date(0), now: () => 0 });
	steps.next();
	expect(steps.next([]).value).toMatchObject([{ path: '/api/v1/calls' }]);
	expect(steps.next([{ calls: [] }]).value).toEqual({ milliseconds: 6250 });
	steps.next([]);
	const { done, value } = steps.next([{ calls: [{ id, status: 'completed' }] }]);
	expect([done, value]).toEqual([true, [{ id, call_id: id, status: 'completed', finished: true }]]);
});
