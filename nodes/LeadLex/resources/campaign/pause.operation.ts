import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { target } from './fields';

/** POST /v1/campaigns/{id}/pause: docs.leadlex.com/api-reference/campaigns/pause */
export const pause: SingleOperation<string> = {
	value: 'pause',
	name: 'Pause',
	action: 'Pause campaign',
	description: 'Pause an active campaign, which sends nothing new until it is started again',
	properties: propertiesOf(target),
	advice: {
		409: 'Only an active campaign can be paused: this one is a draft, completed, or paused already.',
	},
	parse: (item) => item.read(target).campaign_id,
	request: (id) => ({ method: 'POST', path: path`/v1/campaigns/${id}/pause` }),
	output: recordIn('campaign'),
};
