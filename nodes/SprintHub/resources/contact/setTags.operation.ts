import type { StepsOperation } from '../../../shared/operation/types';
import { choice, fieldsOf, params } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { oneContact } from '../../fields/recordNumber';
import { TAGS } from '../../api/selection';
import { recordNumbers } from '../../fields/converters';
import { tagsField, tagsOf } from './tags';

const how = params({
	mode: choice('Mode', {
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
	fields: [...fieldsOf({ ...oneContact, ...how }), tagsField],
	parse: (item) => ({
		contactId: item.values(oneContact).contactId!,
		mode: item.values(how).mode ?? 'add',
		tags: [...new Set(item.required('tags', recordNumbers))],
	}),
	// An item must not overwrite what the item before it has just written
	turn: ({ contactId }) => String(contactId),
	*steps({ contactId, mode, tags: given }) {
		const lead = { path: path`/leads/${String(contactId)}` };
		let wanted = given;
		if (mode !== 'replace') {
			const current = tagsOf(yield { ...lead, method: 'GET', query: { query: TAGS } });
			wanted =
				mode === 'add'
					? [...new Set([...current, ...given])]
					: current.filter((tag) => !given.includes(tag));
			if (wanted.length === current.length) {
				return { id: contactId, tags: current, changed: false };
			}
		}
		// It sets the same tags once more
		yield { ...lead, method: 'PUT', body: { tags: wanted }, repeatable: true };
		return { id: contactId, tags: wanted, changed: true };
	},
};
