import {
	maxLength,
	options,
	longText,
	fields,
	recordLocator,
	required,
	text,
	url,
} from '../../../shared/operation/fields';
import { attachments } from '../../fields/attachments';
import { contactLocator, dealLocator } from '../../fields/locators';

export const channels = {
	email: 'Email',
	slack: 'Slack',
	teams: 'Teams',
	telegram: 'Telegram',
	whatsapp: 'WhatsApp',
};

export const message = fields({
	channel: required(options('Channel', channels, { default: 'slack' })),
	recipient: required(
		text('Recipient', 'e.g. C01234567', {
			description:
				'An address for Email, an ID of a channel or user for Slack, of a conversation for Teams, of a chat for Telegram, a number such as +14155550100 for WhatsApp',
		}),
	),
	subject: text('Subject', 'e.g. Deal won', {
		displayOptions: { show: { channel: ['email'] } },
	}),
	message: required(maxLength(4096, longText('Message', 'e.g. Deal won'))),
});

export const details = fields({
	contact_id: recordLocator(contactLocator, { description: 'The contact to log the message on' }),
	deal_id: recordLocator(dealLocator, { description: 'The deal to log the message on' }),
});

export const files = attachments(
	'url',
	fields({ url: url('URL', 'e.g. https://example.com/a.pdf') }).url,
);
