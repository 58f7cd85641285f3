import {
	atMost,
	email,
	longText,
	params,
	picked,
	required,
	string,
} from '../../../shared/operation/fields';
import { attachments } from '../../fields/attachments';
import { contactLocator, dealLocator, threadLocator } from '../../fields/locators';
import { addresses } from '../../fields/addressList';

export const head = params({
	to: required(addresses('To')),
	subject: required(
		atMost(998, string('Subject', 'e.g. Follow-up', { description: 'At most 998 characters' })),
	),
});

export const bodies = params({
	body_text: longText('Text Body', 'e.g. Hello Jane', {
		description:
			'Text, HTML or both are needed. Of both, the reader sees what their program can show.',
	}),
	body_html: longText('HTML Body', 'e.g. <p>Hello Jane</p>'),
});

export const details = params({
	bcc: addresses('BCC'),
	cc: addresses('CC'),
	contact_id: picked(contactLocator, { description: 'The contact to log the email on' }),
	deal_id: picked(dealLocator, { description: 'The deal to log the email on' }),
	reply_to: email('Reply To', 'e.g. name@email.com', {
		description: 'Default is the mailbox that sends',
	}),
	thread_id: picked(threadLocator, { description: 'The thread to reply into' }),
});

export const files = attachments(
	'storage_path',
	params({ storage_path: string('Storage Path', 'e.g. documents/proposal.pdf') }).storage_path,
);
