/** Lists and their contacts. */
import type { MockResponse, Call, Handler } from '../server/types';
import { error, find, invalid, ok } from './responses';
import type { LeadLexState } from './types';

export const listHandlers: Record<string, Handler<LeadLexState>> = {
	deleteList,
	addContactsToList,
	removeContactFromList,
};

/** Keeps the contacts. */
function deleteList({ params }: Call, state: LeadLexState): MockResponse {
	const { id } = find(state.lists, params.id, 'List', 'list_not_found');
	const memberships_removed = state.contactIdsByList.get(id)?.size ?? 0;
	state.lists.delete(id);
	state.contactIdsByList.delete(id);
	return ok({ deleted: true, id, memberships_removed });
}

/** Skips contacts that are in the list, and does not count them. Rejects all if one ID is unknown. */
function addContactsToList({ params, body }: Call, state: LeadLexState): MockResponse {
	const list = find(state.lists, params.id, 'List');
	const ids = [...new Set((body as { contact_ids: string[] }).contact_ids)];
	const invalid_ids = ids.filter((id) => !state.contacts.has(id));
	if (invalid_ids.length > 0) invalid('Some contact IDs are not valid', { invalid_ids });
	const members = state.contactIdsByList.get(list.id) ?? new Set();
	const before = members.size;
	ids.forEach((id) => members.add(id));
	state.contactIdsByList.set(list.id, members);
	return ok({ added: members.size - before, list_id: list.id, contact_count: members.size });
}

function removeContactFromList({ params }: Call, state: LeadLexState): MockResponse {
	const list = find(state.lists, params.list_id, 'List', 'list_not_found');
	const contact_id = String(params.contact_id);
	if (!state.contactIdsByList.get(list.id)?.delete(contact_id)) {
		return error(404, 'membership_not_found', 'The contact is not in the list');
	}
	return ok({ removed: true, list_id: list.id, contact_id });
}
