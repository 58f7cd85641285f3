import type { IDataObject } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, id, fields } from '../../../shared/operation/fields';
import { atLeastOne } from '../../fields/body';
import { mayCostCredits } from '../../fields/credits';
import { record } from '../../api/response';
import { companyId, memberId } from './fields';

const person = fields({
	member_id: memberId,
	document_id: id('Document ID', 'e.g. 1a2b3c', {
		description: 'Use it instead of Member ID and Company ID',
	}),
});

const employer = fields({ company_id: companyId });

/** POST /v1/prospector/reveal: docs.leadlex.com/api-reference/prospector/reveal */
export const reveal: SingleOperation<IDataObject> = {
	value: 'reveal',
	name: 'Reveal',
	action: 'Reveal prospect - may use credits',
	...mayCostCredits('Get the email and phone of a person that a search has found'),
	properties: [...propertiesOf(person), ...propertiesOf(employer)],
	timeout: 120_000,
	parse: (item) => ({ ...atLeastOne(item, person), ...item.read(employer) }),
	request: (body) => ({ method: 'POST', path: '/v1/prospector/reveal', body }),
	output: record,
};
