import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, integer, params, picked } from '../../../shared/operation/fields';
import { userLocator } from '../../fields/locators';
import { all } from '../../api/paging';

const query = params({
	min_messages: integer('Min Messages', {
		default: 2,
		description: 'Leaves out people with fewer messages',
	}),
	since: dateTime('Since', { description: 'Counts only messages from then on' }),
	user_id: picked(userLocator, { description: 'Default is the mailboxes of all users' }),
});

/** The list has no pages. */
const MOST = 200;

/** GET /v1/email/correspondents: docs.leadlex.com/api-reference/email/correspondents */
export const getAllCorrespondents: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAllCorrespondents',
	name: 'Get Many Correspondents',
	action: 'Get many email correspondents',
	description: 'Get the people with whom your team exchanges most emails, 200 at most',
	fields: [...howMany, filters(query)],
	parse: (item) => ({
		query: item.values(query),
		limit: Math.min(limitOf(item), MOST),
	}),
	steps: ({ query: asked, limit }) =>
		all(
			{ method: 'GET', path: '/v1/email/correspondents', query: { ...asked, limit } },
			'correspondents',
			limit,
		),
};
