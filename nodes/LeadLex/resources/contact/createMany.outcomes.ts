import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation/outcome';
import { emailKey, nameKey } from '../../../shared/utils/text';
import { unreportedFailure, matchRows } from '../../api/matchRows';

interface NewContact {
	full_name?: string;
	email?: string;
}

interface Created {
	created?: number;
	contacts?: IDataObject[];
}

/**
 * Returns what became of each contact. The response lists the created ones, which are matched by email or,
 * without one, by name. If it lists as many as it counts, the others were not created.
 */
export function createManyOutcomes({ data }: IDataObject, contacts: NewContact[]): Outcome[] {
	const { created, contacts: listed } = (data ?? {}) as Created;
	const rows = matchRows(contacts, listed, { key: emailOrName });
	const matched = rows.filter((row) => row !== undefined).length;
	const isComplete = created === matched && listed?.length === matched;
	return rows.map((row) =>
		row ? { json: row } : { failure: isComplete ? notCreated : unreportedFailure('contact') },
	);
}

/** The words of a name are sorted because LeadLex stores "Müller, Hans" as "Hans Müller". */
const emailOrName = ({ email, full_name }: NewContact): string =>
	email
		? emailKey(email)
		: nameKey(full_name)
				.toLowerCase()
				.split(/[\s,]+/)
				.filter(Boolean)
				.sort()
				.join(' ');

const notCreated: Failure = {
	message: 'LeadLex did not create this contact',
	description: 'Nothing was written for this item. Correct its values and run it again.',
};
