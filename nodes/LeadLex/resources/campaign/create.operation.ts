import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { createdIn, keyOfTexts } from '../../api/lookUpInList';
import { all } from '../../api/paging';
import { record } from '../../api/response';
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
