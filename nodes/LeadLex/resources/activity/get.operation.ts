import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, id, fields, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { activityRecord } from '../../fields/records';
import { recordIn } from '../../api/response';

/** Takes an ID, because LeadLex cannot list activities for the editor to offer. */
const target = fields({
	activity_id: required(id('Activity ID', 'e.g. act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d')),
});

/** GET /v1/activities/{id}: docs.leadlex.com/api-reference/activities/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get activity',
	description: 'Get an entry of a timeline',
	properties: propertiesOf(target),
	record: activityRecord,
	parse: (item) => item.read(target).activity_id,
	request: (activityId) => ({ method: 'GET', path: path`/v1/activities/${activityId}` }),
	output: recordIn('activity'),
};
