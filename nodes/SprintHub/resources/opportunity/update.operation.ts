import type { IDataObject } from 'n8n-workflow';

import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordNumber } from '../../fields/recordNumber';
import { record } from '../../api/response';
import { card, details, funnel } from './fields';

const target = fields({
	opportunityId: required(
		recordNumber('Opportunity ID', 'e.g. 4534', {
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
	properties: [...propertiesOf({ ...target, ...funnel }), updateFields(changes)],
	autoMap: changes,
	parse: (item) => ({
		opportunityId: item.read(target).opportunityId,
		query: item.read(funnel),
		body: item.requireChanges(changes),
	}),
	request: ({ opportunityId, query, body }) => ({
		method: 'PUT',
		path: path`/crmopportunity/${String(opportunityId)}`,
		query,
		body,
		// Sending it twice sets the same values
		idempotent: true,
	}),
	output: (body, { opportunityId }) => ({ id: opportunityId, ...record(body) }),
};
