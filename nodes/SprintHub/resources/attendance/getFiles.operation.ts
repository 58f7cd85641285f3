import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { fieldsOf, params, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { numberOf } from '../../fields/recordNumber';
import { all } from '../../api/paging';

const one = params({
	attendanceId: required(
		numberOf('Attendance ID', 'e.g. 1001', {
			description: 'The ID that Get Attendances of a contact returns',
		}),
	),
});

/** GET /sac360/list_file_attendance/{attendanceId}: docs.sprinthub.com/en/topics/api/api-api-call-to-fetch-service-or-lead-files */
export const getFiles: StepsOperation<{ attendanceId: number; limit: number }> = {
	value: 'getFiles',
	name: 'Get Files',
	action: 'Get files of attendance',
	description: 'Get the files that were sent in an attendance, as links',
	hints: {
		400: 'Check the Attendance ID: SprintHub answers like this to IDs that it does not know.',
	},
	fields: [...fieldsOf(one), ...howMany],
	parse: (item) => ({ attendanceId: item.values(one).attendanceId!, limit: limitOf(item) }),
	steps: ({ attendanceId, limit }) =>
		all({ method: 'GET', path: path`/sac360/list_file_attendance/${String(attendanceId)}` }, limit),
};
