/** Attendances. No call creates them, so the first lead has the one of the vendor's example. */
import { operationsOf } from '../contract/operations';
import { abortWith } from '../server/abort';
import type { MockResponse, Call, Handler } from '../server/types';
import { failure, ok } from './responses';
import type { SprintHubAttendance, SprintHubState } from './types';

export const attendanceHandlers: Record<string, Handler<SprintHubState>> = {
	listLeadAttendances: (call, state) => ok(ofLead(call, state)),
	listLeadFiles: (call, state) =>
		ok(ofLead(call, state).flatMap(({ id }) => state.files.get(id) ?? [])),
	listAttendanceFiles,
};

function ofLead({ params }: Call, state: SprintHubState): SprintHubAttendance[] {
	const leadId = Number(params.leadId);
	if (!state.leads.has(leadId)) abortWith(failure(400, 'Invalid request'));
	return [...state.attendances.values()].filter(
		(attendance) => attendance.mautic_relation === leadId,
	);
}

function listAttendanceFiles({ params }: Call, state: SprintHubState): MockResponse {
	const id = Number(params.attendanceId);
	if (!state.attendances.has(id)) return failure(400, 'Invalid request');
	return ok(state.files.get(id) ?? []);
}

const operations = operationsOf('sprinthub');

export function attendanceSeeds(): Pick<SprintHubState, 'attendances' | 'files'> {
	const example = (id: string) =>
		structuredClone(operations.find(({ operationId }) => operationId === id)!.response.example);
	const attendances = example('listLeadAttendances') as SprintHubAttendance[];
	const files = example('listAttendanceFiles') as object[];
	return {
		attendances: new Map(attendances.map((attendance) => [attendance.id, attendance])),
		files: new Map(attendances.map(({ id }) => [id, files])),
	};
}
