import type { IDataObject } from 'n8n-workflow';

import type { Failure, Outcome } from '../../../shared/operation/outcome';
import { unreportedFailure, matchRows } from '../../api/matchRows';

interface Named {
	full_name?: string;
	email?: string;
}

/**
 * Which of the contacts that were sent LeadLex lists as created, by email or, without one, by name. It says
 * how many it created: when it lists them all, the others were not.
 */
export function createManyOutcomes({ data }: IDataObject, sent: Named[]): Outcome[] {
	const { created, contacts } = (data ?? {}) as { created?: number; contacts?: IDataObject[] };
	const rows = matchRows(sent, contacts, { key: nameOrEmail });
	const told = rows.filter((row) => row !== undefined).length;
	const isAllTold = created === told && contacts?.length === told;
	return rows.map((row) =>
		row ? { json: row } : { failure: isAllTold ? notCreated : unreportedFailure('contact') },
	);
}

/** LeadLex makes "Hans Müller" of "Müller, Hans". */
const nameOrEmail = ({ email, full_name }: Named): string =>
	(
		email ||
		String(full_name)
			.split(/[\s,]+/)
			.filter(Boolean)
			.sort()
			.join(' ')
	).toLowerCase();

const notCreated: Failure = {
	message: 'LeadLex did not create this contact',
	description: 'Nothing was written for this item. Correct its values and run it again.',
};
