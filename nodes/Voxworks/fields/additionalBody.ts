/** What the vendor's page may say of a body beyond the place where its public copy ends. */
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

/** The body with what the user adds, which counts where both say something. */
export function withAdditional(item: Item, body: IDataObject): IDataObject {
	return merged(body, item.optional(NAME, toJsonObject) ?? {});
}

/** Objects that are in both become one, so that a contact's email can be added to its phone number. */
function merged(one: IDataObject, other: IDataObject): IDataObject {
	const both = Object.entries(other).map(([key, value]) => {
		const own = Object.hasOwn(one, key) ? one[key] : undefined;
		return [key, isObject(own) && isObject(value) ? merged(own, value) : value];
	});
	return { ...one, ...(Object.fromEntries(both) as IDataObject) };
}
