import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { target } from './fields';

/** GET /v1/campaigns/{id}/stats: docs.leadlex.com/api-reference/campaigns/stats */
export const getStatistics: SingleOperation<string> = {
	value: 'getStatistics',
	name: 'Get Statistics',
	action: 'Get statistics of campaign',
	description: 'Get how many emails of a campaign were sent, opened, clicked and replied to',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).campaign_id,
	request: (id) => ({ method: 'GET', path: path`/v1/campaigns/${id}/stats` }),
	output: (body, id) => ({ campaign_id: id, ...recordIn('stats')(body) }),
};
