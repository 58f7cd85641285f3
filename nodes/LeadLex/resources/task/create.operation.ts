import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf } from '../../../shared/params';
import { record } from '../../record';
import { fieldsByChoice } from '../../shown';
import { attachTo, details, identity, parents } from './params';

type NewTask = Values<typeof identity> & Values<typeof parents.any> & Values<typeof details>;

/** POST /v1/tasks: docs.leadlex.com/api-reference/tasks/create */
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
};
