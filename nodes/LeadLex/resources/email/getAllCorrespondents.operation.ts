import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, integer, fields, recordLocator } from '../../../shared/operation/fields';
import { userLocator } from '../../fields/locators';
import { readList } from '../../api/paging';

const query = fields({
	min_messages: integer('Min Messages', {
		default: 2,
		description: 'Leaves out people with fewer messages',
	}),
	since: dateTime('Since', { description: 'Counts only messages from then on' }),
	user_id: recordLocator(userLocator, { description: 'Default is the mailboxes of all users' }),
});

/** The documented maximum. The list has a single page. */
const MAX_CORRESPONDENTS = 200;

/** GET /v1/email/correspondents: docs.leadlex.com/api-reference/email/correspondents */
export const getAllCorrespondents: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAllCorrespondents',
	name: 'Get Many Correspondents',
	action: 'Get many email correspondents',
	description: 'Get the people with whom your team exchanges most emails, 200 at most',
	properties: [...returnAllOrLimit, filters(query)],
	parse: (item) => ({
		query: item.read(query),
		limit: Math.min(readLimit(item), MAX_CORRESPONDENTS),
	}),
	safe: true,
	steps: ({ query: filter, limit }) =>
		readList(
			{ method: 'GET', path: '/v1/email/correspondents', query: { ...filter, limit } },
			'correspondents',
			limit,
		),
};
