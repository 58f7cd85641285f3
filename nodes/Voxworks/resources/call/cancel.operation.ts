import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { oneCall } from './fields';

/** POST /api/v1/cancel-call/{call_id}: docs.voxworks.ai/api-reference/calls/cancel-call */
export const cancel: SingleOperation<string> = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel call',
	description: 'Cancel a call that is scheduled and has not started',
	advice: {
		400: 'Only a call that is still scheduled can be cancelled. Look at its status with Call > Get: it may be cancelled already.',
	},
	properties: propertiesOf(oneCall),
	parse: (item) => item.read(oneCall).call_id,
	request: (callId) => ({
		method: 'POST',
		path: path`/api/v1/cancel-call/${callId}`,
		// A call that is cancelled already is not cancelled again
		idempotent: true,
	}),
	output: (body, callId) => ({ call_id: callId, ...body }),
};
