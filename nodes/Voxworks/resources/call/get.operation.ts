import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { oneCall } from './params';

/** GET /api/v1/get-call/{call_id}: docs.voxworks.ai/api-reference/calls/get-call */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get call',
	description: 'Get one call with its status',
	fields: fieldsOf(oneCall),
	parse: (item) => item.values(oneCall).call_id!,
	request: (callId) => ({ method: 'GET', path: path`/api/v1/get-call/${callId}` }),
	output: recordIn('call'),
};
