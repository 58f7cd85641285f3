import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { record } from '../../api/response';
import { action, details, identity, conditionValueField } from './fields';

type NewWorkflow = Values<typeof identity> &
	Values<typeof conditionValueField> &
	Values<typeof action> &
	Values<typeof details>;

/** POST /v1/workflows: docs.leadlex.com/api-reference/workflows/create */
export const create: SingleOperation<NewWorkflow> = {
	value: 'create',
	name: 'Create',
	action: 'Create workflow - may send messages',
	description:
		'Create a workflow in LeadLex, which acts when a field of a record meets a condition',
	properties: [
		...propertiesOf(identity),
		...propertiesOf(conditionValueField),
		...propertiesOf(action),
		additionalFields(details),
	],
	autoMap: { ...identity, ...conditionValueField, ...action, ...details },
	advice: { 409: 'Nothing was written. Another workflow has this name already.' },
	parse: (item) => {
		const condition = item.read(identity);
		const isAnyChange = condition.condition_operator === 'changed';
		return {
			...condition,
			...(isAnyChange ? { condition_value: '' } : item.read(conditionValueField)),
			...item.read(action),
			...item.read(details),
		};
	},
	request: (workflow) => ({
		method: 'POST',
		path: '/v1/workflows',
		body: workflow,
		idempotencyKey: true,
	}),
	output: record,
	recordId: ({ id }) => id,
};
