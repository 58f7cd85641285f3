import type { SingleOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import { path } from '../../../shared/path';
import { recordIn } from '../../record';
import { which } from './params';

/** GET /v1/campaigns/{id}: docs.leadlex.com/api-reference/campaigns/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get campaign',
	description: 'Get a campaign with its settings, steps and the IDs of its contacts',
	fields: fieldsOf(which),
	parse: (item) => item.values(which).campaign_id!,
	request: (id) => ({ method: 'GET', path: path`/v1/campaigns/${id}` }),
	output: recordIn('campaign'),
};
