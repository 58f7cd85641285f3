import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { target } from './fields';

/** GET /api/v1/get-call-result/{call_id}: docs.voxworks.ai/api-reference/calls/get-call-result */
export const getResult: SingleOperation<string> = {
	value: 'getResult',
	name: 'Get Result',
	action: 'Get call result',
	description:
		'Get the result of a call, such as its summary, transcript, recording and structured data',
	properties: propertiesOf(target),
	advice: {
		404: 'The call does not exist, belongs to another team, or has no result. A call that has not ended may have none yet.',
	},
	parse: (item) => item.read(target).call_id,
	request: (callId) => ({ method: 'GET', path: path`/api/v1/get-call-result/${callId}` }),
	output: recordIn('call'),
};
