import {
	choice,
	dateTime,
	dayOrTime,
	longText,
	params,
	picked,
	required,
	string,
} from '../../../shared/operation/fields';
import {
	contactLocator,
	dealLocator,
	eventLocator,
	taskLocator,
	userLocator,
} from '../../fields/locators';
import { contact, deal, several } from '../../fields/attachTo';

export const which = params({ task_id: required(picked(taskLocator)) });

const title = string('Title', 'e.g. Follow up with Hans Müller');
export const identity = params({ title: required(title) });

const common = {
	assignee_id: picked(userLocator, { displayName: 'Assignee' }),
	description: longText('Description', 'e.g. Discuss section 4', {
		description: 'Markdown is allowed',
	}),
	due_date: dayOrTime('Due Date'),
	task_type: string('Task Type', 'e.g. call', {
		description: 'Such as call, email, follow_up or research',
	}),
};

export const details = params({
	...common,
	created_date: dateTime('Created Date', {
		description:
			'When the task was created. LeadLex keeps it if it is at most 5 years ago and at most 24 hours ahead.',
	}),
	priority: choice(
		'Priority',
		{ low: 'Low', medium: 'Medium', high: 'High' },
		{ default: 'medium' },
	),
	status: choice('Status', { open: 'Open', in_progress: 'In Progress', completed: 'Completed' }),
});

/** All that the pages name, since a task is shown with others than it is created with. */
export const status = choice(
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

export const changes = params({
	...common,
	contact_id: picked(contactLocator),
	deal_id: picked(dealLocator),
	priority: choice(
		'Priority',
		{ low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
		{ default: 'medium' },
	),
	status: { ...status, field: { ...status.field, default: 'completed' } },
	title,
});

export const attachTo = params({
	attach_to: choice(
		'Attach To',
		{ any: 'By Name or Several', contact: 'Contact', deal: 'Deal', event: 'Event' },
		{ default: 'contact', description: 'What the task is about' },
	),
});

/** By what is chosen there. */
export const parents = {
	any: { ...several, ...params({ event_id: picked(eventLocator) }) },
	contact,
	deal,
	event: params({ event_id: required(picked(eventLocator)) }),
};
