import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, text } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

const details = fields({
	reason: text('Reason', 'e.g. not_relevant', {
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
	properties: [...propertiesOf(target), additionalFields(details)],
	parse: (item) => ({ id: item.read(target).task_id, body: item.read(details) }),
	request: ({ id, body }) => ({ method: 'POST', path: path`/v1/lexi/tasks/${id}/dismiss`, body }),
	output: record,
};
