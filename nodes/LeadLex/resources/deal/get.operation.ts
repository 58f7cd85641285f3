import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { dealRecord } from '../../fields/records';
import { recordIn } from '../../api/response';
import { target } from './fields';

/** GET /v1/deals/{id}: docs.leadlex.com/api-reference/deals/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get deal',
	description: 'Get one deal with all of its fields',
	properties: propertiesOf(target),
	record: dealRecord,
	parse: (item) => item.read(target).deal_id,
	request: (id) => ({ method: 'GET', path: path`/v1/deals/${id}` }),
	output: recordIn('deal'),
};
