import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { Body, SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { unlessConnected, unlessSent } from '../../api/advice';
import { atLeastOne } from '../../fields/body';
import { record } from '../../api/response';
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
