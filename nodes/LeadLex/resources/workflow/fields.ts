import {
	boolean,
	options,
	integer,
	json,
	fields,
	recordLocator,
	required,
	text,
	maxLength,
} from '../../../shared/operation/fields';
import { workflowLocator } from '../../fields/locators';

export const target = fields({ workflow_id: required(recordLocator(workflowLocator)) });

const name = maxLength(120, text('Name', 'e.g. Ping owner on won deals'));

export const conditionEntity = options(
	'Condition Entity',
	{ contact: 'Contact', deal: 'Deal', email: 'Email', meeting: 'Meeting', task: 'Task' },
	{ default: 'deal', description: 'The kind of record that is watched' },
);
const conditionField = text('Condition Field', 'e.g. status', {
	description: 'The field of the record that is watched, such as status, stage_id or tags',
});
const conditionOperator = options(
	'Condition Operator',
	{
		changed: 'Changed',
		changed_to: 'Changed To',
		contains: 'Contains',
		equals: 'Equals',
		greater_than: 'Greater Than',
		less_than: 'Less Than',
		not_equals: 'Not Equals',
	},
	{ default: 'changed_to' },
);
const conditionValue = text('Condition Value', 'e.g. won');
const actionType = options('Action Type', {
	create_task: 'Create Task',
	send_channel_message: 'Send Channel Message',
	send_email: 'Send Email',
	update_field: 'Update Field',
	webhook: 'Webhook',
});
const actionConfig = json(
	'Action Config',
	'e.g. {"channel": "slack", "recipient": "#sales-wins", "message": "Won: {{deal.name}}"}',
	'JSON object with the settings of the action. LeadLex fills in fields of the record, such as {{deal.name}}, which n8n leaves alone as long as the field is on Fixed.',
);

export const identity = fields({
	name: required(name),
	condition_entity: required(conditionEntity),
	condition_field: required(conditionField),
	condition_operator: required(conditionOperator),
});

/** Hidden for the operator `changed`, which has no value. */
export const conditionValueField = fields({
	condition_value: required({
		...conditionValue,
		property: {
			...conditionValue.property,
			displayOptions: { hide: { conditionOperator: ['changed'] } },
		},
	}),
});

export const action = fields({
	action_type: required(actionType),
	action_config: required(actionConfig),
});

const limits = {
	enabled: boolean('Enabled', {
		default: true,
		description: 'Whether the workflow runs when its condition is met',
	}),
	max_triggers_per_day: integer('Max Daily Triggers', {
		typeOptions: { minValue: 1 },
		default: 100,
		description:
			'Maximum runs per day. LeadLex switches the workflow off when there would be more.',
	}),
};

export const details = fields(limits);
export const changes = fields({
	name,
	condition_entity: conditionEntity,
	condition_field: conditionField,
	condition_operator: conditionOperator,
	condition_value: conditionValue,
	action_type: actionType,
	action_config: actionConfig,
	...limits,
});
