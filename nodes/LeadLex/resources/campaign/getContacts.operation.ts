import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { options, propertiesOf, fields } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { readPages } from '../../api/paging';
import { target } from './fields';

const query = fields({
	status: options('Status', {
		active: 'Active',
		bounced: 'Bounced',
		completed: 'Completed',
		paused: 'Paused',
		pending: 'Pending',
		replied: 'Replied',
		unsubscribed: 'Unsubscribed',
	}),
});

/** GET /v1/campaigns/{id}/contacts: docs.leadlex.com/api-reference/campaigns/contacts */
export const getContacts: StepsOperation<{ id: string; query: IDataObject; limit: number }> = {
	value: 'getContacts',
	name: 'Get Contacts',
	action: 'Get contacts of campaign',
	description: 'Get the contacts of a campaign and how far each has come, the newest first',
	properties: [...propertiesOf(target), ...returnAllOrLimit, filters(query)],
	parse: (item) => ({
		id: item.read(target).campaign_id,
		query: item.read(query),
		limit: readLimit(item),
	}),
	safe: true,
	steps: ({ id, query: filter, limit }) =>
		readPages(
			{ method: 'GET', path: path`/v1/campaigns/${id}/contacts`, query: filter },
			'contacts',
			limit,
		),
};
