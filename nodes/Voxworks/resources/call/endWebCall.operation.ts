import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	propertiesOf,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { webCallLocator } from '../../fields/locators';

const target = fields({ call_id: required(recordLocator(webCallLocator)) });

const end = fields({
	end_reason: text('End Reason', 'e.g. user hangup', {
		description: 'Voxworks records api_ended if this is empty',
	}),
	status: text('Status', 'e.g. failed', {
		description: 'Voxworks records completed if this is empty',
	}),
});

/** POST /api/v1/end-web-call/{call_id}: docs.voxworks.ai/api-reference/calls/end-web-call */
export const endWebCall: SingleOperation<{ callId: string; end: IDataObject }> = {
	value: 'endWebCall',
	name: 'End Web Call',
	action: 'End web call',
	description: 'Mark a running web call as finished, for when the browser cannot report its end',
	properties: [...propertiesOf(target), additionalFields(end)],
	parse: (item) => ({ callId: item.read(target).call_id, end: item.read(end) }),
	request: ({ callId, end: body }) => ({
		method: 'POST',
		path: path`/api/v1/end-web-call/${callId}`,
		body,
		// Sending it twice records the same end
		idempotent: true,
	}),
	output: (body, { callId }) => ({ call_id: callId, ...body }),
};
