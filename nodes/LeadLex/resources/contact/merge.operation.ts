import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	maxEntries,
	boolean,
	propertiesOf,
	idList,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { idKey } from '../../../shared/utils/text';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const MAX_DUPLICATES = 20;
const duplicates = idList('Duplicate IDs', 'e.g. 456e7890-a1b2-34c5-d678-901234567890', {
	description: 'The contacts to merge into the primary contact and delete',
});

const contacts = fields({
	primary_id: required(
		recordLocator(contactLocator, {
			displayName: 'Primary Contact',
			description: 'The contact that stays',
		}),
	),
	duplicate_ids: required(maxEntries(MAX_DUPLICATES, duplicates)),
});

const options = fields({
	dry_run: boolean('Dry Run', {
		default: true,
		description: 'Whether to return what the merge would do without changing anything',
	}),
	overwrite: boolean('Overwrite', {
		description: 'Whether values of the duplicates replace those of the primary contact',
	}),
});

/** POST /v1/contacts/merge: docs.leadlex.com/api-reference/bulk/contacts-merge */
export const merge: SingleOperation<Values<typeof contacts & typeof options>> = {
	value: 'merge',
	name: 'Merge',
	action: 'Merge contacts',
	description: `Merge up to ${MAX_DUPLICATES} duplicates into one contact, with their notes, tasks and lists`,
	properties: [...propertiesOf(contacts), additionalFields(options)],
	parse: (item) => {
		const { primary_id, duplicate_ids } = item.read(contacts);
		const duplicatesByKey = new Map(duplicate_ids.map((id) => [idKey(id), id]));
		if (!duplicatesByKey.has(idKey(primary_id))) {
			return { primary_id, duplicate_ids: [...duplicatesByKey.values()], ...item.read(options) };
		}
		throw new UserError('Duplicate IDs must not include the primary contact');
	},
	request: (body) => ({
		// A dry run changes nothing
		...(body.dry_run && { safe: true }),
		method: 'POST',
		path: '/v1/contacts/merge',
		body,
		idempotencyKey: true,
	}),
	output: (body) => {
		const { primary, ...result } = record(body);
		return { ...(primary as IDataObject | undefined), ...result };
	},
};
