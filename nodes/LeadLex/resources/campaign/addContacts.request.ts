import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation/outcome';
import { path } from '../../../shared/operation/path';
import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { call } from '../../../shared/operation/request';
import { isObject } from '../../../shared/utils/guards';
import { idKey } from '../../../shared/utils/text';
import { findMissing } from '../../api/findMissing';

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

export const addContactsRequest = (records: Enrolment[]): ApiRequest => ({
	method: 'POST',
	path: path`/v1/campaigns/${records[0].campaignId}/contacts`,
	body: { contact_ids: records.map(({ contactId }) => contactId), source: records[0].source },
	// LeadLex skips contacts that are already in the campaign
	idempotent: true,
});

/**
 * Adds contacts. If LeadLex only counts how many of the contacts that it did not add are in the campaign already, they
 * are read: the IDs of those that do not exist become `missing_ids` of the body.
 *
 * GET /v1/campaigns/{id}/contacts: docs.leadlex.com/api-reference/campaigns/contacts
 * GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get
 */
export function* addAndFindMissing(records: Enrolment[]): Steps<IDataObject> {
	const body = yield* addUntilReported(records);
	const { notAdded, skipped } = notAddedOf(body, records);
	if (skipped === 0 || skipped >= notAdded.length) return body;
	const [{ campaignId }] = records;
	const count = notAdded.length - skipped;
	try {
		const missing = yield* findMissing(notAdded, count, {
			list: { method: 'GET', path: path`/v1/campaigns/${campaignId}/contacts` },
			name: 'contacts',
			idOf: ({ contact_id }) => contact_id,
			single: (id) => ({ method: 'GET', path: path`/v1/contacts/${id}` }),
		});
		return missing.size === count ? { ...body, missing_ids: [...missing] } : body;
	} catch {
		return body;
	}
}

/** So often a request is sent whose success does not say which contacts were added. */
const MAX_ATTEMPTS = 3;

/** Adds contacts again after a success without their IDs: LeadLex skips those that are in the campaign already. */
function* addUntilReported(records: Enrolment[]): Steps<IDataObject> {
	let body = yield* call(addContactsRequest(records));
	for (let attempt = 1; attempt < MAX_ATTEMPTS && !isReported(body); attempt++) {
		body = yield* call(addContactsRequest(records));
	}
	return body;
}

const isReported = ({ data }: IDataObject): boolean =>
	isObject(data) && Array.isArray(data.contact_ids);

/** Returns which contacts LeadLex did not add, and how many of them it counts as being in the campaign already. */
function notAddedOf({ data }: IDataObject, records: Enrolment[]) {
	const { contact_ids, skipped } = (isObject(data) ? data : {}) as AddResult;
	const added = new Set(Array.isArray(contact_ids) ? contact_ids.map(idKey) : []);
	const ids = records.map(({ contactId }) => contactId);
	return { notAdded: ids.filter((id) => !added.has(idKey(id))), skipped: Number(skipped ?? 0) };
}

/**
 * Returns what became of each contact. Those that LeadLex did not add are in the campaign already, if it skipped as
 * many, or do not exist.
 */
export function addContactsOutcomes(body: IDataObject, records: Enrolment[]): Outcome[] {
	if (!isReported(body)) return records.map(() => ({ failure: unreportedFailure }));
	const { notAdded, skipped } = notAddedOf(body, records);
	const { missing_ids } = body as { missing_ids?: string[] };
	const idsNotAdded = new Set(notAdded);
	const missing = new Set((missing_ids ?? (skipped === 0 ? notAdded : [])).map(idKey));
	const isKnown = missing_ids !== undefined || skipped === 0 || skipped >= notAdded.length;
	return records.map(({ campaignId, contactId }) => {
		const json = {
			campaign_id: campaignId,
			contact_id: contactId,
			added: !idsNotAdded.has(contactId),
		};
		if (missing.has(idKey(contactId))) return { failure: notAddedFailure(contactId) };
		return json.added || isKnown
			? { json }
			: { failure: unclearFailure(contactId, skipped, notAdded.length) };
	});
}

const runAgain =
	'You can run this item again: contacts that are in the campaign already are skipped.';

const unreportedFailure: Failure = {
	message: 'LeadLex did not say which contacts it added',
	description: runAgain,
	inDoubt: 'mayRetry',
};

const notAddedFailure = (contactId: string): Failure => ({
	message: `Contact ${contactId} was not added`,
	description: 'Check in LeadLex that the contact exists in this workspace.',
});

const unclearFailure = (contactId: string, skipped: number, notAdded: number): Failure => ({
	message: `LeadLex did not say whether contact ${contactId} is in the campaign`,
	description: `LeadLex did not add ${notAdded} contacts. It reports that ${skipped} of them are in the campaign already, but not which, and the node could not find out. Check that the contact exists in this workspace. ${runAgain}`,
	inDoubt: 'mayRetry',
});
