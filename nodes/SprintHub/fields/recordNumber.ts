/** Records of which SprintHub has no list to pick from, so that their numbers are entered. */
import type { INodeProperties } from 'n8n-workflow';

import { fields, required, text } from '../../shared/operation/fields';
import { toRecordNumber } from './converters';

/** A field that takes the number of a record. */
export const numberOf = (
	displayName: string,
	placeholder: string,
	more: Partial<INodeProperties>,
) => ({ ...text(displayName, placeholder, more), convert: toRecordNumber });

export const contactId = numberOf('Contact ID', 'e.g. 8473', {
	name: 'contactId',
	description:
		"The ID that Create Contact returns. It is also the number at the end of the contact's address in SprintHub.",
});

export const oneContact = fields({ contactId: required(contactId) });
