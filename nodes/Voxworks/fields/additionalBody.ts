/** Additional body fields, for calls whose public page at Voxworks is cut off. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toJsonObject } from '../../shared/operation/converters';
import type { Item } from '../../shared/operation/item';
import { jsonProperty } from '../../shared/operation/fields';
import { isObject } from '../../shared/utils/guards';

const NAME = 'additionalBodyFields';

export const additionalBodyFields: INodeProperties = {
	displayName: 'Additional Body Fields',
	name: NAME,
	default: '',
	...jsonProperty('e.g. {"campaign": "spring"}'),
	description:
		'JSON object that is sent with the other fields as it is. The public page about this call is incomplete, so Voxworks may take fields that the node does not know.',
};

/** Returns the body with the fields that the user adds, which take precedence. */
export function withAdditional(item: Item, body: IDataObject): IDataObject {
	return merge(body, item.optional(NAME, toJsonObject) ?? {});
}

/** Objects that are in both are merged, so that a contact's email can be added to its phone number. */
function merge(base: IDataObject, additions: IDataObject): IDataObject {
	const entries = Object.entries(additions).map(([key, value]) => {
		const current = Object.hasOwn(base, key) ? base[key] : undefined;
		return [key, isObject(current) && isObject(value) ? merge(current, value) : value];
	});
	return { ...base, ...(Object.fromEntries(entries) as IDataObject) };
}
