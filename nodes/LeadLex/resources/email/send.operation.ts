import { additionalFields } from '../../../shared/operation/collections';
import type { Body } from '../../../shared/operation/request';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { notConnectedAdvice, sendFailure } from '../../api/advice';
import { atLeastOne } from '../../fields/body';
import { record } from '../../api/response';
import { content, details, files, header } from './fields';

/** POST /v1/email/send: docs.leadlex.com/api-reference/email/send */
export const send: SingleOperation<Body> = {
	value: 'send',
	name: 'Send',
	action: 'Send email - reaches a person',
	description: 'Send an email from the mailbox that is connected to LeadLex',
	properties: [
		...propertiesOf(header),
		...propertiesOf(content),
		additionalFields(details, files.property),
	],
	advice: notConnectedAdvice('mailbox'),
	timeout: 120_000,
	parse: (item) => ({
		...item.read(header),
		...atLeastOne(item, content),
		...item.read(details),
		...files.parse(item),
	}),
	request: (body) => ({ method: 'POST', path: '/v1/email/send', body, idempotencyKey: true }),
	output: record,
	failure: sendFailure,
};
