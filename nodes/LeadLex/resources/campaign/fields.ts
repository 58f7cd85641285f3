import {
	boolean,
	integer,
	longText,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { campaignLocator, listLocator } from '../../fields/locators';

export const target = fields({ campaign_id: required(recordLocator(campaignLocator)) });

const name = text('Name', 'e.g. Q2 Outreach');

export const identity = fields({
	name: required(name),
	list_id: required(recordLocator(listLocator, { description: 'The contacts to write to' })),
	template: required(
		longText('Template', 'e.g. Hi {{name}}, a question about {{company}}', {
			description:
				'Text of the email. LeadLex fills in {{name}}, {{full_name}}, {{company}} and {{title}}, which n8n leaves alone as long as the field is on Fixed.',
		}),
	),
});

export const changes = fields({
	daily_send_limit: integer('Daily Send Limit', {
		typeOptions: { minValue: 1, maxValue: 500 },
		default: 50,
		description: 'Maximum emails per day, from 1 to 500',
	}),
	delay_between_emails: integer('Delay Between Emails (Seconds)', {
		typeOptions: { minValue: 30 },
		default: 120,
		description: 'At least 30',
	}),
	description: text('Description', 'e.g. Outreach to general counsels'),
	name,
	send_on_weekends: boolean('Send on Weekends', {
		description: 'Whether to send on Saturdays and Sundays too',
	}),
	sending_timezone: text('Sending Timezone', 'e.g. Europe/Berlin', {
		description: 'Name in the IANA time zone database',
	}),
	show_unsubscribe: boolean('Show Unsubscribe', {
		description: 'Whether to put a link to unsubscribe below each email',
	}),
	track_clicks: boolean('Track Clicks', { description: 'Whether to count clicks on links' }),
	track_opens: boolean('Track Opens', { description: 'Whether to count opened emails' }),
});
