import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { call, callOrFailure, RequestFailed } from '../../../shared/operation/request';
import type { Failure, Outcome } from '../../../shared/operation/outcome';
import { path } from '../../../shared/operation/path';
import { idKey } from '../../../shared/utils/text';
import { allNoneOrUnknown } from '../../api/counts';

export interface Member {
	listId: string;
	contactId: string;
}

export const addContactsRequest = (members: Member[]): ApiRequest => ({
	method: 'POST',
	path: path`/v1/lists/${members[0].listId}/contacts`,
	body: { contact_ids: members.map(({ contactId }) => contactId) },
	// LeadLex leaves out contacts that are in the list already
	idempotent: true,
});

/**
 * Adds the contacts whose IDs are valid. LeadLex rejects the whole request if it contains invalid IDs and lists
 * them, so the others are sent again. Throws RequestFailed.
 */
export function* addValidContacts(members: Member[]): Steps<IDataObject> {
	const response = yield* callOrFailure(addContactsRequest(members));
	if ('body' in response) return response.body;
	const invalid_ids = invalidIds(response.failure);
	const valid = members.filter(({ contactId }) => !invalid_ids.includes(idKey(contactId)));
	if (valid.length === members.length) throw new RequestFailed(response.failure);
	if (valid.length === 0) return { invalid_ids };
	return { ...(yield* call(addContactsRequest(valid))), invalid_ids };
}

function invalidIds({ responseBody }: Failure): string[] {
	const { details } = (responseBody?.error ?? {}) as { details?: { invalid_ids?: unknown } };
	const ids = details?.invalid_ids;
	return Array.isArray(ids) ? ids.map(idKey) : [];
}

/** Returns what became of each contact. LeadLex does not count those that were in the list already. */
export function addContactsOutcomes(
	{ data, invalid_ids = [] }: IDataObject,
	members: Member[],
): Outcome[] {
	const invalid = new Set(invalid_ids as string[]);
	const valid = members.filter(({ contactId }) => !invalid.has(idKey(contactId)));
	const isNew = allNoneOrUnknown((data as { added?: number } | undefined)?.added, valid.length);
	return members.map(({ listId, contactId }) => {
		const json = { list_id: listId, contact_id: contactId, in_list: true, added: isNew };
		return invalid.has(idKey(contactId)) ? { failure: invalidIdFailure(contactId) } : { json };
	});
}

const invalidIdFailure = (id: string): Failure => ({
	message: `Contact ${id} was not added`,
	description:
		'LeadLex does not know this ID, or it is of another workspace. Correct it and run this item again.',
});
