import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, picked, required, string } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { webCallLocator } from '../../fields/locators';

const which = params({ call_id: required(picked(webCallLocator)) });

const end = params({
	end_reason: string('End Reason', 'e.g. user hangup', {
		description: 'Voxworks notes api_ended if this is empty',
	}),
	status: string('Status', 'e.g. failed', {
		description: 'Voxworks notes completed if this is empty',
	}),
});

/** POST /api/v1/end-web-call/{call_id}: docs.voxworks.ai/api-reference/calls/end-web-call */
export const endWebCall: SingleOperation<{ callId: string; end: IDataObject }> = {
	value: 'endWebCall',
	name: 'End Web Call',
	action: 'End web call',
	description: 'Mark a running web call as finished, for when the browser cannot report its end',
	fields: [...fieldsOf(which), additionalFields(end)],
	parse: (item) => ({ callId: item.values(which).call_id!, end: item.values(end) }),
	request: ({ callId, end: body }) => ({
		method: 'POST',
		path: path`/api/v1/end-web-call/${callId}`,
		body,
		// It notes the same end once more
		repeatable: true,
	}),
	output: (body, { callId }) => ({ call_id: callId, ...body }),
};
