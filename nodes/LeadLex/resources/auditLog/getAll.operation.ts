import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { options, dateTime, fields, recordLocator } from '../../../shared/operation/fields';
import { userLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const MAX_PAGE_SIZE = 200;

const query = fields({
	action: options('Action', {
		api_access: 'API Access',
		create: 'Create',
		delete: 'Delete',
		login: 'Login',
		update: 'Update',
	}),
	from_date: dateTime('From Date', { description: 'Returns what happened then or later' }),
	resource_type: options('Resource Type', {
		api_keys: 'API Keys',
		campaigns: 'Campaigns',
		companies: 'Companies',
		contacts: 'Contacts',
		deals: 'Deals',
		lists: 'Lists',
		notes: 'Notes',
		tasks: 'Tasks',
		users: 'Users',
		webhooks: 'Webhooks',
	}),
	to_date: dateTime('To Date', { description: 'Returns what happened then or earlier' }),
	user_id: recordLocator(userLocator, { description: 'Returns only what this person did' }),
});

/** GET /v1/audit-logs: docs.leadlex.com/api-reference/audit-logs/list */
export const getAll: StepsOperation<{ query: Values<typeof query>; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many audit logs',
	description: 'Get who did what in the workspace, newest first, with an admin key',
	properties: [...returnAllOrLimit, filters(query)],
	advice: {
		403: 'LeadLex shows the audit log to admin keys only. Put such a key into the credential of this node.',
	},
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/audit-logs', query: params.query },
			'logs',
			params.limit,
			MAX_PAGE_SIZE,
		),
};
