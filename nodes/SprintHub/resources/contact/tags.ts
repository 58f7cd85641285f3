import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isObject } from '../../../shared/utils/guards';
import { contactRecord } from '../../api/response';

export const tagsField: INodeProperties = {
	displayName: 'Tag Names or IDs',
	name: 'tags',
	type: 'multiOptions',
	required: true,
	default: [],
	placeholder: 'e.g. 80, 77',
	typeOptions: { loadOptionsMethod: 'getTags' },
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** Returns NaN for what is no ID: `Number` would make 0 of null, and SprintHub would be sent that tag. */
function toTagId(tag: unknown): number {
	const id = isObject(tag) ? tag.id : tag;
	return /^\d+$/.test(String(id)) ? Number(id) : NaN;
}

/** Returns the IDs of a contact's tags. Throws if one cannot be read, because a tag that is left out would be lost. */
export function tagsOf(body: IDataObject): number[] {
	const { tags } = contactRecord(body);
	if (tags === null) return [];
	const ids = Array.isArray(tags) ? [...new Set((tags as unknown[]).map(toTagId))] : [NaN];
	if (ids.every(Number.isSafeInteger)) return ids;
	throw new UserError('SprintHub answered without the tags of the contact', {
		description:
			'Nothing was changed, since SprintHub overwrites all tags of a contact. To do that, set Mode to Replace.',
	});
}
