import { howMany } from '../../../shared/description';
import type { StepsOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import { path } from '../../../shared/path';
import { oneContact } from '../../fields';
import { all } from '../../paging';
import type { ListOfContact } from './list';
import { listOf, unknownContact } from './list';

/** GET /sac360/list_file_lead/{leadId}: docs.sprinthub.com/en/topics/api/api-api-call-to-fetch-service-or-lead-files */
export const getFiles: StepsOperation<ListOfContact> = {
	value: 'getFiles',
	name: 'Get Files',
	action: 'Get files of contact',
	description: 'Get the files of all attendances of a contact, as links',
	hints: { 400: unknownContact },
	fields: [...fieldsOf(oneContact), ...howMany],
	parse: listOf,
	steps: ({ contactId, limit }) =>
		all({ method: 'GET', path: path`/sac360/list_file_lead/${contactId}` }, limit),
};
