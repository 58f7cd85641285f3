import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { choice, fieldsOf, params } from '../../../shared/operation/fields';
import { syncIsRunning, unlessConnected } from '../../api/advice';
import { record } from '../../api/response';

const how = params({
	mode: choice('Mode', {
		incremental: { name: 'Incremental', description: 'What has changed since the last sync' },
		full: { name: 'Full', description: 'Everything' },
	}),
});

const details = params({
	provider: choice(
		'Provider',
		{ gmail: 'Gmail', microsoft: 'Microsoft' },
		{ description: 'Default is every mailbox that is connected' },
	),
});

/** POST /v1/email/sync: docs.leadlex.com/api-reference/email/sync */
export const sync: SingleOperation<IDataObject> = {
	value: 'sync',
	name: 'Sync',
	action: 'Sync emails',
	description: 'Have LeadLex fetch emails from the mailbox now, at most 6 times an hour',
	fields: [...fieldsOf(how), additionalFields(details)],
	hints: { ...unlessConnected('mailbox'), ...syncIsRunning },
	parse: (item) => ({ ...item.values(how), ...item.values(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/email/sync', body, idempotent: true }),
	output: record,
};
