import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { target } from './fields';

/** POST /api/v1/cancel-call/{call_id}: docs.voxworks.ai/api-reference/calls/cancel-call */
export const cancel: SingleOperation<string> = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel call',
	description: 'Cancel a call that is scheduled and has not started',
	properties: propertiesOf(target),
	advice: {
		400: 'Only a call that is still scheduled can be cancelled. Look at its status with Call > Get: it may be cancelled already.',
	},
	parse: (item) => item.read(target).call_id,
	request: (callId) => ({
		method: 'POST',
		path: path`/api/v1/cancel-call/${callId}`,
		// Cancelling twice has no further effect
		idempotent: true,
	}),
	output: (body, callId) => ({ call_id: callId, ...body }),
};
