import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** POST /v1/campaigns/{id}/start: docs.leadlex.com/api-reference/campaigns/start */
export const start: SingleOperation<string> = {
	value: 'start',
	name: 'Start',
	action: 'Start campaign - sends messages',
	description: 'Start a campaign or resume one that is paused, which may need an approval in Lexi',
	properties: propertiesOf(target),
	advice: {
		400: 'Look at the campaign in LeadLex: it has no contacts, or it is running already.',
	},
	parse: (item) => item.read(target).campaign_id,
	request: (id) => ({ method: 'POST', path: path`/v1/campaigns/${id}/start` }),
	output: record,
};
