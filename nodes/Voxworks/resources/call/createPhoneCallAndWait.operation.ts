import type { INodeProperties } from 'n8n-workflow';

import { fields, number, propertiesOf } from '../../../shared/operation/fields';
import type { SingleOperation } from '../../../shared/operation/types';
import { createdCallId } from '../../api/response';
import { createPhoneCall } from './createPhoneCall.operation';
import type { AwaitedCallParams } from './createPhoneCallAndWait.followUp';
import { waitForCalls } from './createPhoneCallAndWait.followUp';

const MINUTE = 60_000;
const DEFAULT_MINUTES = 15;
const DAY_IN_MINUTES = 24 * 60;

const wait = fields({
	max_wait: number('Max Wait (Minutes)', {
		typeOptions: { minValue: 0, maxValue: DAY_IN_MINUTES, numberPrecision: 2 },
		default: DEFAULT_MINUTES,
		description:
			'How long to wait for the call to end, from when all calls of this run are made. If it has not ended by then, the item returns the ID of the call and finished: false. The node does not wait for a call that is scheduled for later than that.',
	}),
});

const isCollection = ({ type }: INodeProperties) => type === 'collection';

/** POST /api/v1/create-phone-call: docs.voxworks.ai/api-reference/calls/create-phone-call */
export const createPhoneCallAndWait: SingleOperation<AwaitedCallParams> = {
	value: 'createPhoneCallAndWait',
	name: 'Create Phone Call and Wait',
	action: 'Create phone call and wait - calls a person',
	description:
		'Call a person, wait until the call is over, and get it with its result, such as its summary, transcript and structured data',
	properties: [
		...createPhoneCall.properties.filter((property) => !isCollection(property)),
		...propertiesOf(wait),
		...createPhoneCall.properties.filter(isCollection),
	],
	autoMap: createPhoneCall.autoMap,
	parse: (item) => ({
		call: createPhoneCall.parse(item),
		maxWait: (item.read(wait).max_wait ?? DEFAULT_MINUTES) * MINUTE,
	}),
	request: ({ call }) => createPhoneCall.request(call),
	output: (body) => ({ ...body, call_id: createdCallId(body), finished: false }),
	recordId: ({ call_id }) => call_id,
	followUp: waitForCalls,
};
