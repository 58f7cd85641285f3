import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/description';
import type { Body, SingleOperation } from '../../../shared/operation';
import {
	atMost,
	choice,
	fieldsOf,
	longText,
	params,
	picked,
	required,
	string,
	url,
} from '../../../shared/params';
import { unlessConnected, unlessSent } from '../../advice';
import { attachments } from '../../attachments';
import { contactLocator, dealLocator } from '../../locators';
import { record } from '../../record';
import { channels } from './params';

const message = params({
	channel: required(choice('Channel', channels, { default: 'slack' })),
	recipient: required(
		string('Recipient', 'e.g. C01234567', {
			description:
				'An address for Email, an ID of a channel or user for Slack, of a conversation for Teams, of a chat for Telegram, a number such as +14155550100 for WhatsApp',
		}),
	),
	subject: string('Subject', 'e.g. Deal won', {
		displayOptions: { show: { channel: ['email'] } },
	}),
	message: required(
		atMost(4096, longText('Message', 'e.g. Deal won', { description: 'At most 4,096 characters' })),
	),
});

const details = params({
	contact_id: picked(contactLocator, { description: 'The contact to log the message on' }),
	deal_id: picked(dealLocator, { description: 'The deal to log the message on' }),
});

const files = attachments('url', params({ url: url('URL', 'e.g. https://example.com/a.pdf') }).url);

/** POST /v1/channels/send: docs.leadlex.com/api-reference/channels/send */
export const send: SingleOperation<Body> = {
	value: 'send',
	name: 'Send',
	action: 'Send channel message',
	description: 'Send a message over Slack, Teams, WhatsApp, Telegram or email',
	fields: [...fieldsOf(message), additionalFields(details, files.fields)],
	timeout: 120_000,
	hints: {
		...unlessConnected('account of this channel'),
		404: 'Nothing was sent. In Teams the other person has to begin the conversation. Else check the IDs of this item.',
	},
	parse: (item) => {
		const sent = item.values(message);
		if (sent.channel === 'email' && !sent.subject) throw new UserError('Subject is required');
		return { ...sent, ...item.values(details), ...files.parse(item) };
	},
	request: (body) => ({ method: 'POST', path: '/v1/channels/send', body, idempotent: true }),
	output: record,
	failure: unlessSent,
};
