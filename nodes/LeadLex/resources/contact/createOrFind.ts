import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Failure, Steps } from '../../../shared/operation/types';
import { texts } from '../../../shared/http/messages';
import { record } from '../../api/response';
import { contactsByEmail, getContact } from './findByEmail';

/**
 * Creates a contact with an email that no other one has: when it is in doubt whether that was done,
 * the one that has the email now is it.
 *
 * POST /v1/contacts: docs.leadlex.com/api-reference/contacts/create
 */
export function* createOnce(contact: IDataObject & { email: string }): Steps<IDataObject> {
	let failure: Error & Pick<Failure, 'doubt'> = Object.assign(
		new UserError(texts.noRecord('LeadLex'), { description: texts.mayBeDone('LeadLex') }),
		{ doubt: 'open' as const },
	);
	try {
		const created = record(yield { method: 'POST', path: '/v1/contacts', body: contact });
		if (created.id) return created;
	} catch (error) {
		failure = error as Error;
	}
	if (failure.doubt) {
		try {
			const [found, ...others] = yield* contactsByEmail(contact.email);
			if (found && others.length === 0) return yield* getContact(found);
		} catch {
			// The doubt stays as it is
		}
	}
	throw failure;
}
