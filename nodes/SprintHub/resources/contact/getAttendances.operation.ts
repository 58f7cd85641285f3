import { howMany } from '../../../shared/description';
import type { StepsOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import { path } from '../../../shared/path';
import { oneContact } from '../../fields';
import { all } from '../../paging';
import type { ListOfContact } from './list';
import { listOf, unknownContact } from './list';

/** GET /sac360/lead/{leadId}: docs.sprinthub.com/topicos/api/api-chamada-api-para-listar-atendimentos-de-um-lead */
export const getAttendances: StepsOperation<ListOfContact> = {
	value: 'getAttendances',
	name: 'Get Attendances',
	action: 'Get attendances of contact',
	description: 'Get the conversations of a contact with your customer service',
	hints: { 400: unknownContact },
	fields: [...fieldsOf(oneContact), ...howMany],
	parse: listOf,
	steps: ({ contactId, limit }) =>
		all({ method: 'GET', path: path`/sac360/lead/${contactId}` }, limit),
};
