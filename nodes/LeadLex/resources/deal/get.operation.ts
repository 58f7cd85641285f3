import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { which } from './params';

/** GET /v1/deals/{id}: docs.leadlex.com/api-reference/deals/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get deal',
	description: 'Get all that is known of a deal',
	fields: fieldsOf(which),
	parse: (item) => item.values(which).deal_id!,
	request: (id) => ({ method: 'GET', path: path`/v1/deals/${id}` }),
	output: recordIn('deal'),
};
