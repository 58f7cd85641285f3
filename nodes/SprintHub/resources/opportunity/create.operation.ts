import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, required } from '../../../shared/operation/fields';
import { record } from '../../api/response';
import { card, details, funnel } from './fields';

const identity = { ...card, title: required(card.title), crm_column: required(card.crm_column) };

/** POST /crmopportunity: docs.sprinthub.com/en/topics/api/api-api-call-to-create-update-opportunity-in-crm */
export const create: SingleOperation<{ query: IDataObject; body: IDataObject }> = {
	value: 'create',
	name: 'Create',
	action: 'Create opportunity',
	description: 'Create a new opportunity in a column of a funnel',
	properties: [...propertiesOf({ ...funnel, ...identity }), additionalFields(details)],
	autoMap: { ...identity, ...details },
	parse: (item) => ({
		query: item.read(funnel),
		body: { ...item.read(identity), ...item.read(details) },
	}),
	request: ({ query, body }) => ({ method: 'POST', path: '/crmopportunity', query, body }),
	output: record,
	recordId: ({ id }) => id,
};
