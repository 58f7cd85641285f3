import type { SingleOperation } from '../../../shared/operation/types';
import { dateTime, propertiesOf, fields, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { target } from './fields';

const time = fields({
	scheduled_time: required(
		dateTime('Scheduled Time', {
			description:
				"When to call instead, in the workflow's time zone unless the value has one of its own",
		}),
	),
});

/** PATCH /api/v1/reschedule-call/{call_id}: docs.voxworks.ai/api-reference/calls/reschedule-call */
export const reschedule: SingleOperation<{ callId: string; time: string }> = {
	value: 'reschedule',
	name: 'Reschedule',
	action: 'Reschedule call - calls a person',
	description: 'Move a scheduled call to another time',
	properties: propertiesOf({ ...target, ...time }),
	parse: (item) => ({
		callId: item.read(target).call_id,
		time: item.read(time).scheduled_time,
	}),
	request: ({ callId, time: scheduled_time }) => ({
		method: 'PATCH',
		path: path`/api/v1/reschedule-call/${callId}`,
		body: { scheduled_time },
		// Sending it twice sets the same time
		idempotent: true,
	}),
	output: (body, { callId }) => ({ call_id: callId, ...body }),
};
