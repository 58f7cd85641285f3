import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator } from '../../../shared/operation/fields';
import { listLocator } from '../../fields/locators';
import type { Prospect } from './fields';
import { details, person } from './fields';
import { saveOutcomes } from './save.outcomes';

const destination = fields({
	list_id: recordLocator(listLocator, { description: 'The list to add new contacts to' }),
});

/** No maximum is documented, so this is the documented maximum of Reveal Many. */
const MAX_SIZE = 25;

/** POST /v1/prospects/save: docs.leadlex.com/api-reference/prospects/save */
export const save: BatchOperation<{ prospect: Prospect; listId?: string }> = {
	value: 'save',
	name: 'Save',
	action: 'Save prospects as contacts',
	description: 'Save people from a search as contacts, several items with each request',
	properties: [...propertiesOf(person), additionalFields({ ...details, ...destination })],
	autoMap: { ...person, ...details, ...destination },
	parse: (item) => [
		{
			prospect: { ...item.read(person), ...item.read(details) },
			listId: item.read(destination).list_id,
		},
	],
	batch: {
		maxSize: MAX_SIZE,
		groupBy: ({ listId }) => listId ?? '',
		recordId: ({ prospect }) => JSON.stringify(prospect),
	},
	request: (records) => ({
		method: 'POST',
		path: '/v1/prospects/save',
		body: { prospects: records.map(({ prospect }) => prospect), list_id: records[0].listId },
	}),
	outcomes: (body, records) =>
		saveOutcomes(
			body,
			records.map(({ prospect }) => prospect),
		),
};
