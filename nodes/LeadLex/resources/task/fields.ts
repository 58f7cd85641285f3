import {
	options,
	dateTime,
	dayOrTime,
	longText,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import {
	contactLocator,
	dealLocator,
	eventLocator,
	taskLocator,
	userLocator,
} from '../../fields/locators';
import { contactOnly, dealOnly, severalRecords } from '../../fields/attachTo';

export const target = fields({ task_id: required(recordLocator(taskLocator)) });

const title = text('Title', 'e.g. Follow up with Hans Müller');
export const identity = fields({ title: required(title) });

const common = {
	assignee_id: recordLocator(userLocator, { displayName: 'Assignee' }),
	description: longText('Description', 'e.g. Discuss section 4', {
		description: 'Markdown is allowed',
	}),
	due_date: dayOrTime('Due Date'),
	task_type: text('Task Type', 'e.g. call', {
		description: 'Such as call, email, follow_up or research',
	}),
};

export const details = fields({
	...common,
	created_date: dateTime('Created Date', {
		description:
			'When the task was created. LeadLex keeps it if it is at most 5 years ago and at most 24 hours ahead.',
	}),
	priority: options(
		'Priority',
		{ low: 'Low', medium: 'Medium', high: 'High' },
		{ default: 'medium' },
	),
	status: options('Status', { open: 'Open', in_progress: 'In Progress', completed: 'Completed' }),
});

/** Every documented status. Responses use more of them than a create request accepts. */
export const status = options(
	'Status',
	{
		completed: 'Completed',
		dismissed: 'Dismissed',
		in_progress: 'In Progress',
		open: 'Open',
		pending: 'Pending',
	},
	{ default: 'open' },
);

export const changes = fields({
	...common,
	contact_id: recordLocator(contactLocator),
	deal_id: recordLocator(dealLocator),
	priority: options(
		'Priority',
		{ low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
		{ default: 'medium' },
	),
	status: { ...status, property: { ...status.property, default: 'completed' } },
	title,
});

export const attachTo = fields({
	attach_to: options(
		'Attach To',
		{ any: 'By Name, or Several Records', contact: 'Contact', deal: 'Deal', event: 'Event' },
		{ default: 'contact', description: 'What the task is about' },
	),
});

/** The fields for each choice of Attach To. */
export const parents = {
	any: { ...severalRecords, ...fields({ event_id: recordLocator(eventLocator) }) },
	contact: contactOnly,
	deal: dealOnly,
	event: fields({ event_id: required(recordLocator(eventLocator)) }),
};
