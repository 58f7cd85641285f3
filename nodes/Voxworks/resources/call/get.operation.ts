import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { target } from './fields';

/** GET /api/v1/get-call/{call_id}: docs.voxworks.ai/api-reference/calls/get-call */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get call',
	description: 'Get one call with its status',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).call_id,
	request: (callId) => ({ method: 'GET', path: path`/api/v1/get-call/${callId}` }),
	output: recordIn('call'),
};
