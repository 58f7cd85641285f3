import type { IDataObject } from 'n8n-workflow';

import { updateFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { numberOf } from '../../fields/recordNumber';
import { record } from '../../fields/converters';
import { card, details, funnel } from './params';

const one = params({
	opportunityId: required(
		numberOf('Opportunity ID', 'e.g. 4534', {
			description:
				'The ID that Create Opportunity returns, also the number after opportunityID= in its address in SprintHub',
		}),
	),
});

const changes = { ...card, ...details };

interface Change {
	opportunityId: number;
	query: IDataObject;
	body: IDataObject;
}

/** PUT /crmopportunity/{opportunityId}: docs.sprinthub.com/en/topics/api/api-api-call-to-create-update-opportunity-in-crm */
export const update: SingleOperation<Change> = {
	value: 'update',
	name: 'Update',
	action: 'Update opportunity',
	description: 'Update an opportunity, such as its column, its value or whether it was won',
	fields: [...fieldsOf({ ...one, ...funnel }), updateFields(changes)],
	parse: (item) => ({
		opportunityId: item.values(one).opportunityId!,
		query: item.values(funnel),
		body: item.changes(changes),
	}),
	request: ({ opportunityId, query, body }) => ({
		method: 'PUT',
		path: path`/crmopportunity/${String(opportunityId)}`,
		query,
		body,
		// It sets the same values once more
		repeatable: true,
	}),
	output: (body, { opportunityId }) => ({ id: opportunityId, ...record(body) }),
};
