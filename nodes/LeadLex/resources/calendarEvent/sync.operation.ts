import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { options, dateTime, propertiesOf, fields } from '../../../shared/operation/fields';
import { syncRunningAdvice, notConnectedAdvice } from '../../api/advice';
import { record } from '../../api/response';

const syncMode = fields({
	mode: options('Mode', {
		incremental: { name: 'Incremental', description: 'What has changed since the last sync' },
		full: { name: 'Full', description: 'Everything between two dates, which can take minutes' },
	}),
});

const details = fields({
	from_date: dateTime('From', {
		description: 'For a full sync. Default is 90 days ago.',
	}),
	provider: options(
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
	properties: [...propertiesOf(syncMode), additionalFields(details)],
	advice: { ...notConnectedAdvice('calendar'), ...syncRunningAdvice },
	parse: (item) => ({ ...item.read(syncMode), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/calendar/sync', body, idempotencyKey: true }),
	output: record,
};
