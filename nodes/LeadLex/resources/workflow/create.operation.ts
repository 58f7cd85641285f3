import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { record } from '../../api/response';
import { action, details, identity, value } from './params';

type NewWorkflow = Values<typeof identity> &
	Values<typeof value> &
	Values<typeof action> &
	Values<typeof details>;

/** POST /v1/workflows: docs.leadlex.com/api-reference/workflows/create */
export const create: SingleOperation<NewWorkflow> = {
	value: 'create',
	name: 'Create',
	action: 'Create workflow',
	description:
		'Create a workflow in LeadLex, which acts when a field of a record meets a condition',
	fields: [
		...fieldsOf(identity),
		...fieldsOf(value),
		...fieldsOf(action),
		additionalFields(details),
	],
	parse: (item) => {
		const condition = item.values(identity);
		const isAnyChange = condition.condition_operator === 'changed';
		return {
			...condition,
			...(isAnyChange ? { condition_value: '' } : item.values(value)),
			...item.values(action),
			...item.values(details),
		};
	},
	request: (workflow) => ({
		method: 'POST',
		path: '/v1/workflows',
		body: workflow,
		idempotent: true,
	}),
	output: record,
	recordId: ({ id }) => id,
	hints: { 409: 'Nothing was written. Another workflow has this name already.' },
};
