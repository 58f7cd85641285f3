import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { all } from '../../api/paging';
import { campaign } from './params';

/** GET /v1/campaigns/{id}/steps: docs.leadlex.com/api-reference/campaigns/steps */
export const getAll: StepsOperation<{ id: string; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaign steps',
	description: 'Get the emails of a campaign, in the order in which they are sent',
	fields: [...fieldsOf(campaign), ...howMany],
	parse: (item) => ({ id: item.values(campaign).campaign_id!, limit: limitOf(item) }),
	steps: ({ id, limit }) =>
		all({ method: 'GET', path: path`/v1/campaigns/${id}/steps` }, 'steps', limit),
};
