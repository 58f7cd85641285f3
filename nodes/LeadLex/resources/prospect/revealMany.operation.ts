import { UserError } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf, idList, fields, required } from '../../../shared/operation/fields';
import { objectsIn } from '../../../shared/utils/guards';
import { idKey } from '../../../shared/utils/text';
import { mayCostCredits } from '../../fields/credits';
import { revealOutcome } from './reveal.outcome';

type Prospect = { member_id: string; company_id?: string };

const people = fields({
	member_ids: required(
		idList('Member IDs', 'e.g. 12345', {
			description: 'The member_id that Search returns. A person in several items is revealed once.',
			perEntry: 'person',
		}),
	),
	company_ids: idList('Company IDs', 'e.g. 67890', {
		description:
			'The company_id that Search returns, one for each entry of Member IDs and in the same order. It helps LeadLex find the person.',
	}),
});

/** POST /v1/prospector/reveal/bulk: docs.leadlex.com/api-reference/prospector/reveal-bulk */
export const revealMany: BatchOperation<Prospect> = {
	value: 'revealMany',
	name: 'Reveal Many',
	action: 'Reveal many prospects - may use credits',
	...mayCostCredits('Get the email and phone of up to 25 people with each request', 'person'),
	properties: propertiesOf(people),
	timeout: 120_000,
	parse: (item) => {
		const { member_ids, company_ids } = item.read(people);
		if (company_ids && company_ids.length !== member_ids.length) {
			throw new UserError('Company IDs must have as many entries as Member IDs');
		}
		return member_ids.map((member_id, index) => ({ member_id, company_id: company_ids?.[index] }));
	},
	batch: { maxSize: 25, groupBy: () => '', recordId: ({ member_id }) => member_id },
	request: (prospects) => ({
		method: 'POST',
		path: '/v1/prospector/reveal/bulk',
		body: { prospects },
	}),
	outcomes: ({ data }, prospects) => {
		const { results } = (data ?? {}) as { results?: unknown };
		const listed = objectsIn(results);
		const rows = new Map(listed.map((row) => [idKey(row.member_id), row]));
		return prospects.map(({ member_id }) => revealOutcome(member_id, rows.get(idKey(member_id))));
	},
};
