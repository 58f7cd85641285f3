import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { options, propertiesOf, fields } from '../../../shared/operation/fields';
import { syncRunningAdvice, notConnectedAdvice } from '../../api/advice';
import { record } from '../../api/response';

const syncMode = fields({
	mode: options('Mode', {
		incremental: { name: 'Incremental', description: 'What has changed since the last sync' },
		full: { name: 'Full', description: 'Everything' },
	}),
});

const details = fields({
	provider: options(
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
	properties: [...propertiesOf(syncMode), additionalFields(details)],
	advice: { ...notConnectedAdvice('mailbox'), ...syncRunningAdvice },
	parse: (item) => ({ ...item.read(syncMode), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/email/sync', body, idempotencyKey: true }),
	output: record,
};
