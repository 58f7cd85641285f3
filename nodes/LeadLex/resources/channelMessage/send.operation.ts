import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { Body } from '../../../shared/operation/request';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { notConnectedAdvice, sendFailure } from '../../api/advice';
import { record } from '../../api/response';
import { details, files, message } from './fields';

/** POST /v1/channels/send: docs.leadlex.com/api-reference/channels/send */
export const send: SingleOperation<Body> = {
	value: 'send',
	name: 'Send',
	action: 'Send channel message - reaches people',
	description: 'Send a message over Slack, Teams, WhatsApp, Telegram or email',
	properties: [...propertiesOf(message), additionalFields(details, files.property)],
	advice: {
		...notConnectedAdvice('account of this channel'),
		404: 'Nothing was sent. In Teams the other person has to begin the conversation. Else check the IDs of this item.',
	},
	timeout: 120_000,
	parse: (item) => {
		const sent = item.read(message);
		if (sent.channel === 'email' && !sent.subject) throw new UserError('Subject is required');
		return { ...sent, ...item.read(details), ...files.parse(item) };
	},
	request: (body) => ({ method: 'POST', path: '/v1/channels/send', body, idempotencyKey: true }),
	output: record,
	failure: sendFailure,
};
