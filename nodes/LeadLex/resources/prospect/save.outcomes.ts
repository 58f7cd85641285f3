import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation/outcome';
import { objectsIn } from '../../../shared/utils/guards';
import { emailKey, nameKey } from '../../../shared/utils/text';
import { record } from '../../api/response';
import type { Prospect } from './fields';

/**
 * Returns what became of each prospect. The response lists the contacts that were created and leaves out
 * people whose email a contact already has. These are certain only if each listed contact was matched.
 */
export function saveOutcomes(body: IDataObject, prospects: Prospect[]): Outcome[] {
	const { created, contacts: listed } = record(body);
	const contacts = objectsIn(listed);
	const unmatched = [...contacts];
	const matches = prospects.map((prospect) => {
		const index = unmatched.findIndex((contact) => isSamePerson(contact, prospect));
		return index < 0 ? undefined : unmatched.splice(index, 1)[0];
	});
	const isComplete = unmatched.length === 0 && created === contacts.length;

	return prospects.map((prospect, index): Outcome => {
		const contact = matches[index];
		if (contact) return { json: { ...contact, created: true } };
		if (isComplete && prospect.email) return { json: { ...prospect, created: false } };
		return { failure: isComplete ? notSavedFailure(prospect) : unreportedFailure(prospect) };
	});
}

function isSamePerson(
	contact: IDataObject,
	{ name, email, title, company_name }: Prospect,
): boolean {
	if (email) return emailKey(contact.email) === emailKey(email);
	const isConsistent = (value: unknown, sent?: string) => !value || isSameText(value, sent);
	return (
		!contact.email &&
		isSameText(contact.full_name, name) &&
		isConsistent(contact.job_title, title) &&
		isConsistent(contact.company_name, company_name)
	);
}

const isSameText = (a: unknown, b: unknown) =>
	nameKey(a).toLowerCase() === nameKey(b).toLowerCase();

const notSavedFailure = ({ name }: Prospect): Failure => ({
	message: `Prospect ${name} was not saved`,
	description: 'LeadLex saved the other prospects of the request but not this one.',
});

const unreportedFailure = ({ name }: Prospect): Failure => ({
	message: `LeadLex did not say whether it saved prospect ${name}`,
	description: 'Check in LeadLex before running this item again.',
	inDoubt: 'doNotRetry',
});
