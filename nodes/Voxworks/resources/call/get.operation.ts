import type { SingleOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import { path } from '../../../shared/path';
import { recordIn } from '../../record';
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
