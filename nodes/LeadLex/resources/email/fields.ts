import {
	maxLength,
	email,
	longText,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { attachments } from '../../fields/attachments';
import { contactLocator, dealLocator, threadLocator } from '../../fields/locators';
import { addressList } from '../../fields/addressList';

export const header = fields({
	to: required(addressList('To')),
	subject: required(maxLength(998, text('Subject', 'e.g. Follow-up'))),
});

export const content = fields({
	body_text: longText('Text Body', 'e.g. Hello Jane', {
		description:
			'Fill in Text Body, HTML Body or both. With both, the mail program of the recipient chooses which one to show.',
	}),
	body_html: longText('HTML Body', 'e.g. <p>Hello Jane</p>'),
});

export const details = fields({
	bcc: addressList('BCC'),
	cc: addressList('CC'),
	contact_id: recordLocator(contactLocator, { description: 'The contact to log the email on' }),
	deal_id: recordLocator(dealLocator, { description: 'The deal to log the email on' }),
	reply_to: email('Reply To', 'e.g. name@email.com', {
		description: 'Default is the mailbox that sends',
	}),
	thread_id: recordLocator(threadLocator, { description: 'The thread to reply into' }),
});

export const files = attachments(
	'storage_path',
	fields({ storage_path: text('Storage Path', 'e.g. documents/proposal.pdf') }).storage_path,
);
