import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, string } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { task } from './params';

const details = params({
	reason: string('Reason', 'e.g. not_relevant', {
		description:
			'For statistics. Common ones are not_relevant, manual_execution, incorrect_params, duplicate and testing.',
	}),
});

/** POST /v1/lexi/tasks/{id}/dismiss: docs.leadlex.com/api-reference/lexi/dismiss */
export const dismiss: SingleOperation<{ id: string; body: IDataObject }> = {
	value: 'dismiss',
	name: 'Dismiss',
	action: 'Dismiss Lexi task',
	description: 'Turn down what the assistant has proposed, which cannot be undone',
	fields: [...fieldsOf(task), additionalFields(details)],
	parse: (item) => ({ id: item.values(task).task_id!, body: item.values(details) }),
	request: ({ id, body }) => ({ method: 'POST', path: path`/v1/lexi/tasks/${id}/dismiss`, body }),
	output: record,
};
