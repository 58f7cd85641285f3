import type { IDataObject } from 'n8n-workflow';

import { inDoubtFailure } from '../../../shared/http/failures';
import { messagesFor } from '../../../shared/http/messages';
import type { Outcome } from '../../../shared/operation/outcome';
import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { callOrFailure, RequestFailed } from '../../../shared/operation/request';
import { leadLex } from '../../api';
import { record } from '../../api/response';
import { findContactsByEmail, getContact } from './findByEmail';

/**
 * Creates a contact whose email no other contact has. If the creation is in doubt, the contact that has
 * the email now is the one that was created. Throws RequestFailed.
 *
 * POST /v1/contacts: docs.leadlex.com/api-reference/contacts/create
 */
export function* createOrFind(contact: IDataObject & { email: string }): Steps<IDataObject> {
	const request: ApiRequest = { method: 'POST', path: '/v1/contacts', body: contact };
	const response = yield* callOrFailure(request);
	const created = 'body' in response ? record(response.body) : {};
	if (created.id) return created;
	const { noRecord } = messagesFor(leadLex.name);
	const failure =
		'failure' in response ? response.failure : inDoubtFailure(leadLex, request, noRecord);
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

/**
 * Throws RequestFailed if the item before, with the same email, may have created the contact, although it is not
 * found. A retry is safe, because it searches again.
 */
export function refuseIfInDoubt(previous: Outcome | undefined): void {
	if (!previous || 'json' in previous || !previous.failure.inDoubt) return;
	throw new RequestFailed({
		message: 'An item before this one may have created the contact',
		description:
			'Nothing was written for this item, to avoid creating a second contact with this email. Look in LeadLex for the contact, then run this item again.',
		inDoubt: 'mayRetry',
	});
}
