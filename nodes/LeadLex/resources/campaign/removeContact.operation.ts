import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';
import { which } from './params';

const member = params({ contact_id: required(picked(contactLocator)) });

/** DELETE /v1/campaigns/{id}/contacts/{contact_id}: docs.leadlex.com/api-reference/campaigns/remove-contact */
export const removeContact: SingleOperation<Values<typeof which> & Values<typeof member>> = {
	value: 'removeContact',
	name: 'Remove Contact',
	action: 'Remove contact from campaign',
	description: 'Remove a contact from a campaign, so that it gets no more emails of it',
	fields: [...fieldsOf(which), ...fieldsOf(member)],
	parse: (item) => ({ ...item.values(which), ...item.values(member) }),
	request: ({ campaign_id, contact_id }) => ({
		method: 'DELETE',
		path: path`/v1/campaigns/${campaign_id!}/contacts/${contact_id!}`,
		// Who is out stays out
		repeatable: true,
	}),
	output: (body, ids) => ({ ...ids, removed: true, ...record(body) }),
	hints: {
		404: 'Check the IDs of this item in LeadLex: there is no such campaign, or the contact is not in it.',
	},
};
