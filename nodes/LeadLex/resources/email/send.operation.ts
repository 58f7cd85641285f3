import { additionalFields } from '../../../shared/description';
import type { Body, SingleOperation } from '../../../shared/operation';
import {
	atMost,
	email,
	fieldsOf,
	longText,
	params,
	picked,
	required,
	string,
} from '../../../shared/params';
import { unlessConnected, unlessSent } from '../../advice';
import { attachments } from '../../attachments';
import { atLeastOne } from '../../bodies';
import { contactLocator, dealLocator, threadLocator } from '../../locators';
import { record } from '../../record';
import { addresses } from './addresses';

const head = params({
	to: required(addresses('To')),
	subject: required(
		atMost(998, string('Subject', 'e.g. Follow-up', { description: 'At most 998 characters' })),
	),
});

const bodies = params({
	body_html: longText('HTML Body', 'e.g. <p>Hello Jane</p>', {
		description:
			'HTML, text or both are needed. Of both, the reader sees what their program can show.',
	}),
	body_text: longText('Text Body', 'e.g. Hello Jane'),
});

const details = params({
	bcc: addresses('BCC'),
	cc: addresses('CC'),
	contact_id: picked(contactLocator, { description: 'The contact to log the email on' }),
	deal_id: picked(dealLocator, { description: 'The deal to log the email on' }),
	reply_to: email('Reply To', 'e.g. name@email.com', {
		description: 'Default is the mailbox that sends',
	}),
	thread_id: picked(threadLocator, { description: 'The thread to reply into' }),
});

const files = attachments(
	'storage_path',
	params({ storage_path: string('Storage Path', 'e.g. documents/proposal.pdf') }).storage_path,
);

/** POST /v1/email/send: docs.leadlex.com/api-reference/email/send */
export const send: SingleOperation<Body> = {
	value: 'send',
	name: 'Send',
	action: 'Send email',
	description: 'Send an email from the mailbox that is connected to LeadLex',
	fields: [...fieldsOf(head), ...fieldsOf(bodies), additionalFields(details, files.fields)],
	timeout: 120_000,
	hints: unlessConnected('mailbox'),
	parse: (item) => ({
		...item.values(head),
		...atLeastOne(item, bodies),
		...item.values(details),
		...files.parse(item),
	}),
	request: (body) => ({ method: 'POST', path: '/v1/email/send', body, idempotent: true }),
	output: record,
	failure: unlessSent,
};
