import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * The events of the guide (docs.leadlex.com/webhooks), of the catalog (docs.leadlex.com/api-reference/events/catalog)
 * and of the pages about imports and calendars. The lists differ, and no page says which is right.
 */
const EVENTS = [
	'activity.created',
	'calendar.sync.completed',
	'campaign.contacts_added',
	'campaign.created',
	'campaign.deleted',
	'campaign.paused',
	'campaign.started',
	'campaign.step_created',
	'company.created',
	'company.deleted',
	'company.enriched',
	'company.updated',
	'contact.bulk_created',
	'contact.created',
	'contact.deleted',
	'contact.enriched',
	'contact.merged',
	'contact.updated',
	'deal.bulk_created',
	'deal.bulk_updated',
	'deal.closed_lost',
	'deal.closed_won',
	'deal.created',
	'deal.deleted',
	'deal.stage_changed',
	'deal.updated',
	'document.created',
	'document.deleted',
	'email.received',
	'email.sent',
	'email.sync.completed',
	'import.completed',
	'list.contacts_added',
	'list.contacts_removed',
	'list.created',
	'list.deleted',
	'meeting.cancelled',
	'meeting.completed',
	'meeting.scheduled',
	'note.created',
	'task.approved',
	'task.completed',
	'task.created',
	'task.dismissed',
	'task.overdue',
	'task.updated',
	'workflow.auto_disabled',
	'workflow.triggered',
];

/** Returns the title of an event, such as Contact Bulk Created for `contact.bulk_created`. */
const title = (event: string) =>
	event
		.split(/[._]/)
		.map((word) => word[0].toUpperCase() + word.slice(1))
		.join(' ');

export const events: INodePropertyOptions[] = EVENTS.map((value) => ({
	name: title(value),
	value,
}));
