import type { IDataObject } from 'n8n-workflow';

import { messagesFor } from '../../../shared/http/messages';
import type { Failure } from '../../../shared/operation/outcome';
import type { Steps } from '../../../shared/operation/request';
import { callOrFailure, RequestFailed } from '../../../shared/operation/request';
import { leadLex } from '../../api';
import { record } from '../../api/response';
import { findContactsByEmail, getContact } from './findByEmail';

const { noRecord, mayBeProcessed } = messagesFor(leadLex.name);
const noRecordFailure: Failure = {
	message: noRecord,
	description: mayBeProcessed,
	inDoubt: 'doNotRetry',
};

/**
 * Creates a contact whose email no other contact has. If the creation is in doubt, the contact that has
 * the email now is the one that was created. Throws RequestFailed.
 *
 * POST /v1/contacts: docs.leadlex.com/api-reference/contacts/create
 */
export function* createOrFind(contact: IDataObject & { email: string }): Steps<IDataObject> {
	const response = yield* callOrFailure({ method: 'POST', path: '/v1/contacts', body: contact });
	const created = 'body' in response ? record(response.body) : {};
	if (created.id) return created;
	const failure = 'failure' in response ? response.failure : noRecordFailure;
	const match = failure.inDoubt && (yield* findOnlyContact(contact.email));
	if (match) return match;
	throw new RequestFailed(failure);
}

/** Returns the contact with this email if there is exactly one, and undefined if reading fails. */
function* findOnlyContact(email: string): Steps<IDataObject | undefined> {
	try {
		const matches = yield* findContactsByEmail(email);
		return matches.length === 1 ? yield* getContact(matches[0]) : undefined;
	} catch {
		return undefined;
	}
}
