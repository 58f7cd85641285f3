import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation/outcome';
import { idKey } from '../../../shared/utils/text';

export interface Enrolment {
	campaignId: string;
	contactId: string;
	source?: string;
}

interface AddResult {
	/** The contacts that are new in the campaign. */
	contact_ids?: string[];
	/** How many were in the campaign before. */
	skipped?: number;
}

/** Returns what became of each contact. */
export function addContactsOutcomes({ data }: IDataObject, records: Enrolment[]): Outcome[] {
	const { contact_ids, skipped = 0 } = (data ?? {}) as AddResult;
	if (!Array.isArray(contact_ids)) return records.map(() => ({ failure: unreportedFailure }));
	const added = new Set(contact_ids.map(idKey));
	const notAdded = records.filter(({ contactId }) => !added.has(idKey(contactId))).length;
	return records.map(({ campaignId, contactId }) => {
		const isAdded = added.has(idKey(contactId));
		if (!isAdded && skipped < notAdded) {
			return { failure: notAddedFailure(contactId, skipped, notAdded) };
		}
		return { json: { campaign_id: campaignId, contact_id: contactId, added: isAdded } };
	});
}

const unreportedFailure: Failure = {
	message: 'LeadLex did not say which contacts it added',
	description:
		'You can run this item again: contacts that are in the campaign already are skipped.',
	inDoubt: 'mayRetry',
};

const notAddedFailure = (contactId: string, skipped: number, notAdded: number): Failure => ({
	message: `Contact ${contactId} was not added`,
	description:
		skipped === 0
			? 'Check in LeadLex that the contact exists in this workspace.'
			: `LeadLex counts ${skipped} of ${notAdded} contacts that it did not add as being in the campaign already, and does not say which. Check in LeadLex that the contact exists in this workspace.`,
});
