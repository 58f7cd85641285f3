import { returnAllOrLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { attendanceRecordType } from '../../fields/records';
import { readList } from '../../api/paging';
import { target } from './fields';
import type { ListOfContact } from './list';
import { parseList, unknownContactAdvice } from './list';

/** GET /sac360/lead/{leadId}: docs.sprinthub.com/topicos/api/api-chamada-api-para-listar-atendimentos-de-um-lead */
export const getAttendances: StepsOperation<ListOfContact> = {
	value: 'getAttendances',
	name: 'Get Attendances',
	action: 'Get attendances of contact',
	description: 'Get the conversations of a contact with your customer service',
	properties: [...propertiesOf(target), ...returnAllOrLimit],
	record: attendanceRecordType,
	advice: { 400: unknownContactAdvice },
	parse: parseList,
	safe: true,
	steps: ({ contactId, limit }) =>
		readList({ method: 'GET', path: path`/sac360/lead/${contactId}` }, limit),
};
