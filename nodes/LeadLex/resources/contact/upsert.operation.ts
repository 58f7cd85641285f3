import { additionalFields } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { call } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { emailKey } from '../../../shared/utils/text';
import { record } from '../../api/response';
import { findContactsByEmail, ambiguousEmailError } from './findByEmail';
import { createOrFind, refuseIfInDoubt } from './createOrFind';
import { upsertFields } from './fields';

const { key, name, set, onlyNew } = upsertFields;

interface Upsert {
	email: string;
	values: Values<typeof name> & Values<typeof set>;
	onlyNew: Values<typeof onlyNew>;
}

/** A search, then POST /v1/contacts or PATCH /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/update */
export const upsert: StepsOperation<Upsert> = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
	properties: [
		...propertiesOf(key),
		...propertiesOf(name),
		additionalFields({ ...set, ...onlyNew }),
	],
	parse: (item) => ({
		email: item.read(key).email,
		values: { ...item.read(name), ...item.read(set) },
		onlyNew: item.read(onlyNew),
	}),
	sequenceKey: ({ email }) => emailKey(email),
	*steps({ email, values, onlyNew: newValues }, previous) {
		// No search is needed after an item with the same email that succeeded
		const matches =
			previous && 'json' in previous ? [previous.json].flat() : yield* findContactsByEmail(email);
		if (matches.length > 1) throw ambiguousEmailError(email, matches);
		const [contact] = matches;
		if (!contact) {
			refuseIfInDoubt(previous);
			const created = yield* createOrFind({ email, ...values, ...newValues });
			return { ...created, created: true };
		}
		const { company: company_name, ...changes } = values;
		const body = company_name === undefined ? changes : { ...changes, company_name };
		if (Object.keys(body).length === 0) return { ...contact, created: false };
		const { id } = contact;
		const updated = yield* call({
			method: 'PATCH',
			path: path`/v1/contacts/${id}`,
			body,
			idempotent: true,
		});
		return { id, ...record(updated), created: false };
	},
};
