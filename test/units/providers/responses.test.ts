/** Responses of Voxworks and SprintHub that can be read in more than one way. */
import { describe, expect, test } from '@jest/globals';

import { tagsOf } from '../../../nodes/SprintHub/resources/contact/tags';
import { outcomesOf } from '../../../nodes/Voxworks/resources/list/addContacts.outcomes';
import { readCalls } from '../../../nodes/Voxworks/trigger/calls';

describe('Voxworks', () => {
	test.each([
		'completed',
		'Hang Up',
		'hang-up',
		'HANGUP',
		'rang_out',
		'user-unavailable',
		'User Rejected',
	])('a call with the status %p is over', (status) => {
		const steps = readCalls({}, { requests: 1, isTimeUp: () => false });
		steps.next();
		const call = { id: '1', created_at: '2026-02-25T09:00:00Z', status };
		expect(steps.next([{ calls: [call] }]).value).toMatchObject({ calls: [{ isFinished: true }] });
	});

	const entries = ['0491 570 006', '570 006', '91 570 006'].map((phone_number) => ({
		listId: 'list',
		contact: { phone_number },
	}));
	const failedOf = (phone: string) =>
		outcomesOf({ success: true, failed: [{ phone_number: phone, error: 'No' }] }, entries)
			.map((outcome, index) => ('failure' in outcome ? index : -1))
			.filter((index) => index >= 0);

	test('a row belongs to the contact whose number is most alike', () => {
		expect(failedOf('+61491570006')).toEqual([0]);
		expect(failedOf('570006')).toEqual([1]);
		expect(failedOf('91570006')).toEqual([2]);
		expect(failedOf('0491570006')).toEqual([0]);
	});
});

describe('SprintHub', () => {
	test.each([null, undefined, '', ' ', false, true, [], {}, 'x', 1.5, -1])(
		'does not read a tag with the ID %j',
		(id) => {
			expect(() => tagsOf({ tags: [{ id }] })).toThrow('without the tags of the contact');
			if (typeof id !== 'object') expect(() => tagsOf({ tags: [id] })).toThrow();
		},
	);

	test('reads tags by ID, each once', () => {
		expect(tagsOf({ tags: [{ id: 80 }, '77', 80] })).toEqual([80, 77]);
	});
});
