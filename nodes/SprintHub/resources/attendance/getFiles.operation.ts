import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordNumber } from '../../fields/recordNumber';
import { readList } from '../../api/paging';

const target = fields({
	attendanceId: required(
		recordNumber('Attendance ID', 'e.g. 1001', {
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
	properties: [...propertiesOf(target), ...returnAllOrLimit],
	advice: {
		400: 'Check the Attendance ID: SprintHub answers like this to IDs that it does not know.',
	},
	parse: (item) => ({ attendanceId: item.read(target).attendanceId, limit: readLimit(item) }),
	safe: true,
	steps: ({ attendanceId, limit }) =>
		readList(
			{ method: 'GET', path: path`/sac360/list_file_attendance/${String(attendanceId)}` },
			limit,
		),
};
