import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf } from '../../../shared/params';
import { record } from '../../record';
import { identity } from './params';

/** POST /v1/campaigns: docs.leadlex.com/api-reference/campaigns/create */
export const create: SingleOperation<Values<typeof identity>> = {
	value: 'create',
	name: 'Create',
	action: 'Create campaign',
	description: 'Create a draft of an email campaign to the contacts of a list',
	fields: fieldsOf(identity),
	parse: (item) => item.values(identity),
	request: (campaign) => ({ method: 'POST', path: '/v1/campaigns', body: campaign }),
	output: record,
	recordId: ({ id }) => id,
};
