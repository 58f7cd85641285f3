import type { StepsOperation } from '../../../shared/operation/types';
import { options, propertiesOf, fields } from '../../../shared/operation/fields';
import { call } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { TAGS } from '../../api/selection';
import { toRecordNumbers } from '../../fields/converters';
import { target } from './fields';
import { tagsField, tagsOf } from './tags';

const settings = fields({
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
	properties: [...propertiesOf({ ...target, ...settings }), tagsField],
	parse: (item) => ({
		contactId: item.read(target).contactId,
		mode: item.read(settings).mode ?? 'add',
		tags: [...new Set(item.required('tags', toRecordNumbers))],
	}),
	// SprintHub overwrites all tags, so an item must see those that the item before it wrote
	sequenceKey: ({ contactId }) => String(contactId),
	*steps({ contactId, mode, tags: selected }) {
		const lead = { path: path`/leads/${String(contactId)}` };
		let tags = selected;
		if (mode !== 'replace') {
			const current = tagsOf(yield* call({ ...lead, method: 'GET', query: { query: TAGS } }));
			tags =
				mode === 'add'
					? [...new Set([...current, ...selected])]
					: current.filter((tag) => !selected.includes(tag));
			if (tags.length === current.length) {
				return { id: contactId, tags: current, changed: false };
			}
		}
		// Sending it twice sets the same tags
		yield* call({ ...lead, method: 'PUT', body: { tags }, idempotent: true });
		return { id: contactId, tags, changed: true };
	},
};
