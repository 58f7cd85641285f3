import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { lookUpInList, textKey } from '../../api/lookUpInList';
import { readList } from '../../api/paging';
import { recordIn } from '../../api/response';
import { parentCampaign, details, identity } from './fields';

interface NewStep {
	campaignId: string;
	step: Values<typeof identity> & Values<typeof details>;
}

/**
 * POST /v1/campaigns/{id}/steps: docs.leadlex.com/api-reference/campaigns/create-step
 * GET /v1/campaigns/{id}/steps: docs.leadlex.com/api-reference/campaigns/steps
 */
export const create: SingleOperation<NewStep> = {
	value: 'create',
	name: 'Create',
	action: 'Create campaign step',
	description: 'Add an email to the end of the sequence of a campaign',
	properties: [
		...propertiesOf(parentCampaign),
		...propertiesOf(identity),
		additionalFields(details),
	],
	autoMap: { ...identity, ...details },
	parse: (item) => ({
		campaignId: item.read(parentCampaign).campaign_id,
		step: { ...item.read(identity), ...item.read(details) },
	}),
	request: ({ campaignId, step }) => ({
		method: 'POST',
		path: path`/v1/campaigns/${campaignId}/steps`,
		body: step,
	}),
	output: recordIn('step'),
	recordId: ({ id }) => id,
	lookUp: lookUpInList({
		keyOfRequest: ({ campaignId, step }) => textKey(campaignId, step.subject, step.body),
		list: ({ campaignId }) =>
			readList({ method: 'GET', path: path`/v1/campaigns/${campaignId}/steps` }, 'steps', Infinity),
		keyOfRow: ({ subject, body }, { campaignId }) => textKey(campaignId, subject, body),
	}),
};
