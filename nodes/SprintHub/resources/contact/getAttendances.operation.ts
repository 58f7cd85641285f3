import { howMany } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { oneContact } from '../../fields/recordNumber';
import { all } from '../../api/paging';
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
