import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { choice, fieldsOf, params } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { pages } from '../../api/paging';
import { which } from './params';

const query = params({
	status: choice('Status', {
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
	fields: [...fieldsOf(which), ...howMany, filters(query)],
	parse: (item) => ({
		id: item.values(which).campaign_id!,
		query: item.values(query),
		limit: limitOf(item),
	}),
	steps: ({ id, query: filter, limit }) =>
		pages(
			{ method: 'GET', path: path`/v1/campaigns/${id}/contacts`, query: filter },
			'contacts',
			limit,
		),
};
