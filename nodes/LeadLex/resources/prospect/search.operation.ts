import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { mayCostCredits } from '../../fields/credits';
import { prospectRecord } from '../../fields/records';
import { filterBy } from './fields';
import { searchProspects } from './paging';

/** POST /v1/prospector/search: docs.leadlex.com/api-reference/prospector/search */
export const search: StepsOperation<{ filter: IDataObject; limit: number }> = {
	value: 'search',
	name: 'Search',
	action: 'Search prospects - may use credits',
	...mayCostCredits(
		'Search an external database of people, whose emails and phone numbers stay hidden until you reveal them',
	),
	properties: [...returnAllOrLimit, filters(filterBy)],
	record: prospectRecord,
	parse: (item) => {
		const filter = item.read(filterBy);
		if (Object.keys(filter).length > 0) return { filter, limit: readLimit(item) };
		throw new UserError('Filters must contain at least one filter');
	},
	safe: true,
	steps: ({ filter, limit }) => searchProspects(filter, limit),
};
