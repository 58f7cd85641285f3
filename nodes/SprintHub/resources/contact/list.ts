/** What the lists of a contact have in common. */
import { readLimit } from '../../../shared/operation/collections';
import type { Item } from '../../../shared/operation/item';
import { oneContact } from '../../fields/recordNumber';

export interface ListOfContact {
	contactId: string;
	limit: number;
}

export const listOf = (item: Item): ListOfContact => ({
	contactId: String(item.read(oneContact).contactId),
	limit: readLimit(item),
});

export const unknownContact =
	'Check the Contact ID: SprintHub answers like this to IDs that it does not know.';
