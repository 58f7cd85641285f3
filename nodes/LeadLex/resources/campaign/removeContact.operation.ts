import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';
import { target } from './fields';

const member = fields({ contact_id: required(recordLocator(contactLocator)) });

/** DELETE /v1/campaigns/{id}/contacts/{contact_id}: docs.leadlex.com/api-reference/campaigns/remove-contact */
export const removeContact: SingleOperation<Values<typeof target> & Values<typeof member>> = {
	value: 'removeContact',
	name: 'Remove Contact',
	action: 'Remove contact from campaign',
	description: 'Remove a contact from a campaign, which then sends it no more emails',
	properties: [...propertiesOf(target), ...propertiesOf(member)],
	advice: {
		404: 'Check the IDs of this item in LeadLex: there is no such campaign, or the contact is not in it.',
	},
	parse: (item) => ({ ...item.read(target), ...item.read(member) }),
	request: ({ campaign_id, contact_id }) => ({
		method: 'DELETE',
		path: path`/v1/campaigns/${campaign_id}/contacts/${contact_id}`,
		// Removing a contact twice has no further effect
		idempotent: true,
	}),
	output: (body, ids) => ({ ...ids, removed: true, ...record(body) }),
};
