import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { contactsByEmail, several } from './findByEmail';
import { createOnce } from './createOrFind';
import { upserted } from './params';

const { key, name, set, onlyNew } = upserted;

interface Wanted {
	email: string;
	values: Values<typeof name> & Values<typeof set>;
	onlyNew: Values<typeof onlyNew>;
}

/** A search, then POST /v1/contacts or PATCH /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/update */
export const upsert: StepsOperation<Wanted> = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
	fields: [...fieldsOf(key), ...fieldsOf(name), additionalFields({ ...set, ...onlyNew })],
	parse: (item) => ({
		email: item.values(key).email!,
		values: { ...item.values(name), ...item.values(set) },
		onlyNew: item.values(onlyNew),
	}),
	turn: (wanted) => wanted.email.toLowerCase(),
	*steps(wanted, before) {
		// What the item before it wrote is known without a search
		const found = before ? [before].flat() : yield* contactsByEmail(wanted.email);
		if (found.length > 1) throw several(wanted.email, found);
		const [contact] = found;
		if (!contact) {
			const created = yield* createOnce({
				email: wanted.email,
				...wanted.values,
				...wanted.onlyNew,
			});
			return { ...created, created: true };
		}
		const { company: company_name, ...changes } = wanted.values;
		const body = company_name === undefined ? changes : { ...changes, company_name };
		if (Object.keys(body).length === 0) return { ...contact, created: false };
		const id = String(contact.id);
		const updated = yield {
			method: 'PATCH',
			path: path`/v1/contacts/${id}`,
			body,
			repeatable: true,
		};
		return { id, ...record(updated), created: false };
	},
};
