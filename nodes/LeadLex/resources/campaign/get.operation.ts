import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { campaignRecord } from '../../fields/records';
import { recordIn } from '../../api/response';
import { target } from './fields';

/** GET /v1/campaigns/{id}: docs.leadlex.com/api-reference/campaigns/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get campaign',
	description: 'Get a campaign with its settings, steps and the IDs of its contacts',
	properties: propertiesOf(target),
	record: campaignRecord,
	parse: (item) => item.read(target).campaign_id,
	request: (id) => ({ method: 'GET', path: path`/v1/campaigns/${id}` }),
	output: recordIn('campaign'),
};
