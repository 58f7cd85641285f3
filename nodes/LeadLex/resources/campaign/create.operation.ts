import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf } from '../../../shared/params';
import { createdIn, keyOfTexts } from '../../createdIn';
import { all } from '../../paging';
import { record } from '../../record';
import { identity } from './params';

/**
 * POST /v1/campaigns: docs.leadlex.com/api-reference/campaigns/create
 * GET /v1/campaigns: docs.leadlex.com/api-reference/campaigns/list
 */
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
	lookUp: createdIn({
		key: ({ name, list_id }) => keyOfTexts(name, list_id),
		rows: () => all({ method: 'GET', path: '/v1/campaigns' }, 'campaigns', Infinity),
		keyOf: ({ name, list_id }) => keyOfTexts(name, list_id),
	}),
};
