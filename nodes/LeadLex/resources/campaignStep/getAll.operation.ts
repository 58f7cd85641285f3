import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { readList } from '../../api/paging';
import { parentCampaign } from './fields';

/** GET /v1/campaigns/{id}/steps: docs.leadlex.com/api-reference/campaigns/steps */
export const getAll: StepsOperation<{ id: string; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaign steps',
	description: 'Get the emails of a campaign, in the order in which they are sent',
	properties: [...propertiesOf(parentCampaign), ...returnAllOrLimit],
	parse: (item) => ({ id: item.read(parentCampaign).campaign_id, limit: readLimit(item) }),
	safe: true,
	steps: ({ id, limit }) =>
		readList({ method: 'GET', path: path`/v1/campaigns/${id}/steps` }, 'steps', limit),
};
