import { additionalFields } from '../../../shared/description';
import type { Body, SingleOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import { unlessConnected, unlessSent } from '../../advice';
import { atLeastOne } from '../../bodies';
import { record } from '../../record';
import { bodies, details, files, head } from './params';

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
