import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation/outcome';

export interface Enrolment {
	campaignId: string;
	contactId: string;
	source?: string;
}

/** `contact_ids` are the new ones, `skipped` counts those that were in the campaign before. */
interface Answer {
	contact_ids?: string[];
	skipped?: number;
}

/** What became of each contact: the answer names those that are new, and counts those that are not. */
export function addContactsOutcomes({ data }: IDataObject, records: Enrolment[]): Outcome[] {
	const { contact_ids, skipped = 0 } = (data ?? {}) as Answer;
	if (!Array.isArray(contact_ids)) return records.map(() => ({ failure: notTold }));
	const added = new Set(contact_ids);
	const others = records.filter(({ contactId }) => !added.has(contactId)).length;
	return records.map(({ campaignId, contactId }) => {
		const isAdded = added.has(contactId);
		if (!isAdded && skipped < others) return { failure: notAdded(contactId, skipped, others) };
		return { json: { campaign_id: campaignId, contact_id: contactId, added: isAdded } };
	});
}

const notTold: Failure = {
	message: 'LeadLex did not say which contacts it added',
	description:
		'You can run this item again: contacts that are in the campaign already are skipped.',
	inDoubt: 'mayRetry',
};

const notAdded = (contactId: string, skipped: number, others: number) => ({
	message: `Contact ${contactId} was not added`,
	description:
		skipped === 0
			? 'Check in LeadLex that the contact exists in this workspace.'
			: `LeadLex counts ${skipped} of ${others} contacts that it did not add as being in the campaign already, and does not say which. Check in LeadLex that the contact exists in this workspace.`,
});
