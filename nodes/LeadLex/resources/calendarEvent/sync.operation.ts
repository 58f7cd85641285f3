import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { choice, dateTime, fieldsOf, params } from '../../../shared/operation/fields';
import { syncIsRunning, unlessConnected } from '../../api/advice';
import { record } from '../../api/response';

const how = params({
	mode: choice('Mode', {
		incremental: { name: 'Incremental', description: 'What has changed since the last sync' },
		full: { name: 'Full', description: 'Everything between two dates, which can take minutes' },
	}),
});

const details = params({
	from_date: dateTime('From', {
		description: 'For a full sync. Default is 90 days ago.',
	}),
	provider: choice(
		'Provider',
		{ google: 'Google', microsoft: 'Microsoft' },
		{ description: 'Default is every calendar that is connected' },
	),
	to_date: dateTime('To', {
		description: 'For a full sync. Default is 180 days ahead.',
	}),
});

/** POST /v1/calendar/sync: docs.leadlex.com/api-reference/calendar/sync */
export const sync: SingleOperation<IDataObject> = {
	value: 'sync',
	name: 'Sync',
	action: 'Sync calendar',
	description: 'Have LeadLex fetch events from the calendar now, at most 6 times an hour',
	fields: [...fieldsOf(how), additionalFields(details)],
	hints: { ...unlessConnected('calendar'), ...syncIsRunning },
	parse: (item) => ({ ...item.values(how), ...item.values(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/calendar/sync', body, idempotent: true }),
	output: record,
};
