import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { createdIn, keyOfTexts } from '../../api/lookUpInList';
import { pages } from '../../api/paging';
import { record } from '../../api/response';
import { fieldsByChoice } from '../../fields/conditional';
import { attachTo, details, identity, parents } from './params';

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
	fields: [
		...fieldsOf(attachTo),
		...fieldsByChoice('attachTo', parents),
		...fieldsOf(identity),
		additionalFields(details),
	],
	parse: (item) => {
		const parent = item.values(parents[item.values(attachTo).attach_to ?? 'contact']);
		if (Object.keys(parent).length === 0)
			throw new UserError('Attach To needs at least one record');
		return { ...item.values(identity), ...parent, ...item.values(details) };
	},
	request: (task) => ({ method: 'POST', path: '/v1/tasks', body: task }),
	output: record,
	recordId: ({ id }) => id,
	lookUp: createdIn({
		// One that was given another date of creation is not among those created lately
		key: ({ title, created_date, contact_id, deal_id }) =>
			created_date || (contact_id ?? deal_id) === undefined
				? undefined
				: keyOfTexts(title, contact_id, deal_id),
		rows: ({ contact_id, deal_id }) =>
			pages(
				{ method: 'GET', path: '/v1/tasks', query: { contact_id, deal_id } },
				'tasks',
				Infinity,
			),
		keyOf: (row, { contact_id, deal_id }) =>
			keyOfTexts(row.title, contact_id && row.contact_id, deal_id && row.deal_id),
	}),
};
