import type { IDataObject } from 'n8n-workflow';

import type { Outcome } from '../../../shared/operation/outcome';
import { record } from '../../api/response';
import type { Prospect } from './fields';

/**
 * What became of each prospect. LeadLex names the contacts that it created, and leaves out people
 * whose email it has already: they are known only when every contact named is one of the others.
 */
export function saveOutcomes(body: IDataObject, prospects: Prospect[]): Outcome[] {
	const { created, contacts = [] } = record(body) as { created?: number; contacts?: IDataObject[] };
	const left = [...contacts];
	const own = prospects.map((prospect) => {
		const at = left.findIndex((contact) => isSame(contact, prospect));
		return at < 0 ? undefined : left.splice(at, 1)[0];
	});
	const isAllTold = left.length === 0 && created === contacts.length;

	return prospects.map((prospect, at): Outcome => {
		const contact = own[at];
		if (contact) return { json: { ...contact, created: true } };
		if (isAllTold && prospect.email) return { json: { ...prospect, created: false } };
		return { failure: isAllTold ? notSaved(prospect) : untold(prospect) };
	});
}

function isSame(contact: IDataObject, { name, email, title, company_name }: Prospect): boolean {
	if (email) return alike(contact.email, email);
	const agrees = (shown: unknown, sent?: string) => !shown || alike(shown, sent);
	return (
		!contact.email &&
		alike(contact.full_name, name) &&
		agrees(contact.job_title, title) &&
		agrees(contact.company_name, company_name)
	);
}

const alike = (one: unknown, other: unknown) =>
	String(one).trim().toLowerCase() === String(other).trim().toLowerCase();

const notSaved = ({ name }: Prospect) => ({
	message: `Prospect ${name} was not saved`,
	description: 'LeadLex saved the other prospects of the request but not this one.',
});

const untold = ({ name }: Prospect) => ({
	message: `LeadLex did not say whether it saved prospect ${name}`,
	description: 'Check in LeadLex before running this item again.',
	inDoubt: 'doNotRetry' as const,
});
