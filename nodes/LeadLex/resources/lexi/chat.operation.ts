import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, longText, params, picked, required } from '../../../shared/operation/fields';
import { nested } from '../../fields/body';
import { spending } from '../../fields/credits';
import { campaignLocator, conversationLocator, listLocator } from '../../fields/locators';
import { record } from '../../api/response';

const said = params({
	message: required(longText('Message', 'e.g. Find 20 CEOs at law firms')),
});

const context = params({
	campaign_id: picked(campaignLocator, { description: 'The campaign that the message is about' }),
	conversation_id: picked(conversationLocator, {
		description: 'The conversation to go on with. Default is a new one.',
	}),
	list_id: picked(listLocator, { description: 'The list that the message is about' }),
});

/** POST /v1/lexi/chat: docs.leadlex.com/api-reference/lexi/chat */
export const chat: SingleOperation<IDataObject> = {
	value: 'chat',
	name: 'Chat',
	action: 'Chat with Lexi',
	...spending('Send a message to the assistant and get the answer', '1 to 5 credits'),
	fields: [...fieldsOf(said), additionalFields(context)],
	timeout: 120_000,
	parse: (item) => ({ ...item.values(said), ...nested('context', item.values(context)) }),
	request: (body) => ({ method: 'POST', path: '/v1/lexi/chat', body }),
	output: record,
};
