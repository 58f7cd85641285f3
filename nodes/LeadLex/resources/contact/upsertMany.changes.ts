import type { IDataObject } from 'n8n-workflow';

import { isBlank } from '../../../shared/utils/guards';
import { nameKey } from '../../../shared/utils/text';

/**
 * Whether one of the changes differs from what the contact is known to have. A property that LeadLex does not show
 * counts as different.
 */
export const isChanged = (changes: IDataObject, contact: IDataObject): boolean => {
	const shown: IDataObject = { ...contact, company_name: contact.company_name ?? contact.company };
	return Object.entries(changes).some(
		([key, value]) => isBlank(shown[key]) || textKey(key, value) !== textKey(key, shown[key]),
	);
};

/** LeadLex trims what it stores, and stores the name "Müller, Hans" as "Hans Müller". */
const textKey = (key: string, value: unknown): string => {
	const text = nameKey(value);
	const [last, first, ...rest] = key === 'full_name' ? text.split(',') : [];
	return first?.trim() && rest.length === 0 ? `${first.trim()} ${last.trim()}` : text;
};
