import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	propertiesOf,
	longText,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { nestUnlessEmpty } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { campaignLocator, conversationLocator, listLocator } from '../../fields/locators';
import { record } from '../../api/response';

const message = fields({
	message: required(longText('Message', 'e.g. Find 20 CEOs at law firms')),
});

const context = fields({
	campaign_id: recordLocator(campaignLocator, {
		description: 'The campaign that the message is about',
	}),
	conversation_id: recordLocator(conversationLocator, {
		description: 'The conversation to go on with. Default is a new one.',
	}),
	list_id: recordLocator(listLocator, { description: 'The list that the message is about' }),
});

/** POST /v1/lexi/chat: docs.leadlex.com/api-reference/lexi/chat */
export const chat: SingleOperation<IDataObject> = {
	value: 'chat',
	name: 'Chat',
	action: 'Chat with Lexi - uses credits',
	...costsCredits('Send a message to the assistant and get the answer', '1 to 5 credits'),
	properties: [...propertiesOf(message), additionalFields(context)],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(message), ...nestUnlessEmpty('context', item.read(context)) }),
	request: (body) => ({ method: 'POST', path: '/v1/lexi/chat', body }),
	output: record,
};
