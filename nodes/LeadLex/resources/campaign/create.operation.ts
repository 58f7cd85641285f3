import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { lookUpInList, textKey } from '../../api/lookUpInList';
import { readList } from '../../api/paging';
import { record } from '../../api/response';
import { identity } from './fields';

/**
 * POST /v1/campaigns: docs.leadlex.com/api-reference/campaigns/create
 * GET /v1/campaigns: docs.leadlex.com/api-reference/campaigns/list
 */
export const create: SingleOperation<Values<typeof identity>> = {
	value: 'create',
	name: 'Create',
	action: 'Create campaign',
	description: 'Create a draft of an email campaign to the contacts of a list',
	properties: propertiesOf(identity),
	autoMap: identity,
	parse: (item) => item.read(identity),
	request: (campaign) => ({ method: 'POST', path: '/v1/campaigns', body: campaign }),
	output: record,
	recordId: ({ id }) => id,
	lookUp: lookUpInList({
		keyOfRequest: ({ name, list_id }) => textKey(name, list_id),
		list: () => readList({ method: 'GET', path: '/v1/campaigns' }, 'campaigns', Infinity),
		keyOfRow: ({ name, list_id }) => textKey(name, list_id),
	}),
};
