import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { recordIn } from '../../api/response';
import { details, identity } from './fields';

const MAX_METADATA_BYTES = 8 * 1024;

/** POST /v1/activities: docs.leadlex.com/api-reference/activities/create */
export const create: SingleOperation<IDataObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create activity',
	description: 'Put a call, email, meeting or the like on the timeline of a contact or deal',
	properties: [...propertiesOf(identity), additionalFields(details)],
	autoMap: { ...identity, ...details },
	parse: (item) => {
		const activity = { ...item.read(identity), ...item.read(details) };
		const size = new TextEncoder().encode(JSON.stringify(activity.metadata ?? {})).length;
		if (size > MAX_METADATA_BYTES) throw new UserError('Metadata must be at most 8 KB of JSON');
		return activity;
	},
	request: (activity) => ({ method: 'POST', path: '/v1/activities', body: activity }),
	output: recordIn('activity'),
	recordId: ({ id }) => id,
};
