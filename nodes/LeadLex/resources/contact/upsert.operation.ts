import { additionalFields } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { emailKey } from '../../../shared/utils/text';
import type { Upsert } from './createOrUpdate';
import { changesOf, createOrUpdate } from './createOrUpdate';
import { customFieldValues, withCustomFieldValues } from './customFields';
import { forNewOnly, upsertFields } from './fields';
import { findContactsByEmail } from './findByEmail';

const { key, name, set, onlyNew } = upsertFields;

/** A search, then a create or an update. */
export const upsert: StepsOperation<Upsert> = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
	properties: [
		...propertiesOf(key),
		...propertiesOf(name),
		additionalFields({ ...set, ...onlyNew }, forNewOnly(customFieldValues)),
	],
	autoMap: { ...key, ...name, ...set, ...onlyNew },
	parse: (item) => ({
		email: item.read(key).email,
		values: { ...item.read(name), ...item.read(set) },
		onlyNew: withCustomFieldValues(item, item.read(onlyNew)),
	}),
	sequenceKey: ({ email }) => emailKey(email),
	*steps(params, previous) {
		// No search is needed after an item with the same email that succeeded
		const matches =
			previous && 'json' in previous
				? [previous.json].flat()
				: yield* findContactsByEmail(params.email);
		return yield* createOrUpdate(params, matches, previous, changesOf(params));
	},
};
