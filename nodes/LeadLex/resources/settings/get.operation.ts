import type { SingleOperation } from '../../../shared/operation/types';
import { settingsRecord } from '../../fields/records';
import { record } from '../../api/response';

/** GET /v1/settings: docs.leadlex.com/api-reference/settings/get */
export const get: SingleOperation<undefined> = {
	value: 'get',
	name: 'Get',
	action: 'Get settings',
	description: 'Get the settings of the workspace, with its plan and its balance of credits',
	properties: [],
	record: settingsRecord,
	parse: () => undefined,
	request: () => ({ method: 'GET', path: '/v1/settings' }),
	output: record,
};
