import type { StepsOperation } from '../../../shared/operation/types';
import { options, propertiesOf, fields } from '../../../shared/operation/fields';
import { call } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { oneContact } from '../../fields/recordNumber';
import { TAGS } from '../../api/selection';
import { toRecordNumbers } from '../../fields/converters';
import { tagsField, tagsOf } from './tags';

const how = fields({
	mode: options('Mode', {
		add: { name: 'Add', description: 'The contact keeps the tags that it has' },
		remove: { name: 'Remove', description: 'The contact keeps its other tags' },
		replace: { name: 'Replace', description: 'The contact has these tags and no others' },
	}),
});

interface Tagging {
	contactId: number;
	mode: 'add' | 'remove' | 'replace';
	tags: number[];
}

/** GET and PUT /leads/{leadId}: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags */
export const setTags: StepsOperation<Tagging> = {
	value: 'setTags',
	name: 'Set Tags',
	action: 'Set tags of contact',
	description:
		'Add, remove or replace tags of a contact: SprintHub overwrites them all, so the node reads them first',
	properties: [...propertiesOf({ ...oneContact, ...how }), tagsField],
	parse: (item) => ({
		contactId: item.read(oneContact).contactId,
		mode: item.read(how).mode ?? 'add',
		tags: [...new Set(item.required('tags', toRecordNumbers))],
	}),
	// An item must not overwrite what the item before it has just written
	sequenceKey: ({ contactId }) => String(contactId),
	*steps({ contactId, mode, tags: given }) {
		const lead = { path: path`/leads/${String(contactId)}` };
		let wanted = given;
		if (mode !== 'replace') {
			const current = tagsOf(yield* call({ ...lead, method: 'GET', query: { query: TAGS } }));
			wanted =
				mode === 'add'
					? [...new Set([...current, ...given])]
					: current.filter((tag) => !given.includes(tag));
			if (wanted.length === current.length) {
				return { id: contactId, tags: current, changed: false };
			}
		}
		// It sets the same tags once more
		yield* call({ ...lead, method: 'PUT', body: { tags: wanted }, idempotent: true });
		return { id: contactId, tags: wanted, changed: true };
	},
};
