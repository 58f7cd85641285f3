import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../shared/operation/outcome';
import type { Steps } from '../../../shared/operation/request';
import { call } from '../../../shared/operation/request';
import type { Values } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { ambiguousEmailError } from './findByEmail';
import { createOrFind, refuseIfInDoubt } from './createOrFind';
import type { upsertFields } from './fields';

/** A contact to create or update. */
export interface Upsert {
	email: string;
	values: Values<typeof upsertFields.name> & Values<typeof upsertFields.set>;
	onlyNew: Values<typeof upsertFields.onlyNew>;
}

/** Returns the values of a contact that does not exist. */
export const newContact = ({ email, values, onlyNew }: Upsert) => ({
	email,
	...values,
	...onlyNew,
});

/** Returns what is set in a contact that exists: update requests and lists name the employer `company_name`. */
export function changesOf({ values: { company: company_name, ...changes } }: Upsert): IDataObject {
	return company_name === undefined ? changes : { ...changes, company_name };
}

/**
 * Creates the contact if there is no match, and makes the changes in the only match if there are any. Throws a
 * UserError if there are several matches, and RequestFailed.
 *
 * POST /v1/contacts or PATCH /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/update
 */
export function* createOrUpdate(
	params: Upsert,
	matches: IDataObject[],
	previous: Outcome | undefined,
	changes: IDataObject,
): Steps<IDataObject> {
	if (matches.length > 1) throw ambiguousEmailError(params.email, matches);
	const [contact] = matches;
	if (!contact) {
		refuseIfInDoubt(previous);
		const created = yield* createOrFind(newContact(params));
		return { ...created, created: true };
	}
	if (Object.keys(changes).length === 0) return { ...contact, created: false };
	const { id } = contact;
	const updated = yield* call({
		method: 'PATCH',
		path: path`/v1/contacts/${id}`,
		body: changes,
		idempotent: true,
	});
	return { id, ...record(updated), created: false };
}
