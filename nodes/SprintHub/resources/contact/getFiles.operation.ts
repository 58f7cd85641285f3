import { returnAllOrLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { readList } from '../../api/paging';
import { target } from './fields';
import type { ListOfContact } from './list';
import { parseList, unknownContactAdvice } from './list';

/** GET /sac360/list_file_lead/{leadId}: docs.sprinthub.com/en/topics/api/api-api-call-to-fetch-service-or-lead-files */
export const getFiles: StepsOperation<ListOfContact> = {
	value: 'getFiles',
	name: 'Get Files',
	action: 'Get files of contact',
	description: 'Get the files of all attendances of a contact, as links',
	properties: [...propertiesOf(target), ...returnAllOrLimit],
	advice: { 400: unknownContactAdvice },
	parse: parseList,
	safe: true,
	steps: ({ contactId, limit }) =>
		readList({ method: 'GET', path: path`/sac360/list_file_lead/${contactId}` }, limit),
};
