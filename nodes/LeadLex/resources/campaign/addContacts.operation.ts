import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf, idList, fields, required, text } from '../../../shared/operation/fields';
import { idKey } from '../../../shared/utils/text';
import type { Enrolment } from './addContacts.request';
import { addAndFindMissing, addContactsOutcomes, addContactsRequest } from './addContacts.request';
import { target } from './fields';

const contacts = fields({
	contact_ids: required(
		idList('Contact IDs', 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
			perEntry: 'contact',
		}),
	),
	source: text('Source', 'e.g. list:cold-outreach-q2', {
		description: 'A label of your own, which LeadLex keeps with each contact of the campaign',
	}),
});

/** POST /v1/campaigns/{id}/contacts: docs.leadlex.com/api-reference/campaigns/add-contacts */
export const addContacts: BatchOperation<Enrolment> = {
	value: 'addContacts',
	name: 'Add Contacts',
	action: 'Add contacts to campaign - may send messages',
	description: 'Add existing contacts to a campaign, up to 500 with each request',
	properties: [...propertiesOf(target), ...propertiesOf(contacts)],
	parse: (item) => {
		const campaignId = item.read(target).campaign_id;
		const { contact_ids, source } = item.read(contacts);
		return contact_ids.map((contactId) => ({ campaignId, contactId, source }));
	},
	batch: {
		maxSize: 500,
		groupBy: ({ campaignId, source }) => JSON.stringify([idKey(campaignId), source]),
		recordId: ({ contactId }) => contactId,
	},
	request: addContactsRequest,
	batchSteps: addAndFindMissing,
	outcomes: addContactsOutcomes,
};
