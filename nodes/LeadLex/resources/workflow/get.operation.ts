import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { workflowRecord } from '../../fields/records';
import { record } from '../../api/response';
import { target } from './fields';

/** GET /v1/workflows/{id}: docs.leadlex.com/api-reference/workflows/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get workflow',
	description: 'Get a workflow of LeadLex and how often it ran today',
	properties: propertiesOf(target),
	record: workflowRecord,
	parse: (item) => item.read(target).workflow_id,
	request: (id) => ({ method: 'GET', path: path`/v1/workflows/${id}` }),
	output: record,
};
