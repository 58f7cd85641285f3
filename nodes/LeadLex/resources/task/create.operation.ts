import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { lookUpInList, textKey } from '../../api/lookUpInList';
import { readPages } from '../../api/paging';
import { record } from '../../api/response';
import { fieldsPerChoice } from '../../fields/conditional';
import { attachTo, details, identity, parents } from './fields';

type NewTask = Values<typeof identity> & Values<typeof parents.any> & Values<typeof details>;

/**
 * POST /v1/tasks: docs.leadlex.com/api-reference/tasks/create
 * GET /v1/tasks: docs.leadlex.com/api-reference/tasks/list
 */
export const create: SingleOperation<NewTask> = {
	value: 'create',
	name: 'Create',
	action: 'Create task',
	description: 'Create a new task for a contact, deal or event',
	properties: [
		...propertiesOf(attachTo),
		...fieldsPerChoice('attachTo', parents),
		...propertiesOf(identity),
		additionalFields(details),
	],
	autoMap: { ...identity, ...details },
	parse: (item) => {
		const parent = item.read(parents[item.read(attachTo).attach_to ?? 'contact']);
		if (Object.keys(parent).length === 0)
			throw new UserError('Attach To needs at least one record');
		return { ...item.read(identity), ...parent, ...item.read(details) };
	},
	request: (task) => ({ method: 'POST', path: '/v1/tasks', body: task }),
	output: record,
	recordId: ({ id }) => id,
	lookUp: lookUpInList({
		// The look-up reads recently created tasks, and a given Created Date may be older
		keyOfRequest: ({ title, created_date, contact_id, deal_id }) =>
			created_date || (contact_id ?? deal_id) === undefined
				? undefined
				: textKey(title, contact_id, deal_id),
		list: ({ contact_id, deal_id }) =>
			readPages(
				{ method: 'GET', path: '/v1/tasks', query: { contact_id, deal_id } },
				'tasks',
				Infinity,
			),
		keyOfRow: (row, { contact_id, deal_id }) =>
			textKey(row.title, contact_id && row.contact_id, deal_id && row.deal_id),
	}),
};
