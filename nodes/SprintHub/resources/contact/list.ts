/** What the lists of a contact have in common. */
import { limitOf } from '../../../shared/description';
import type { Item } from '../../../shared/item';
import { oneContact } from '../../fields';

export interface ListOfContact {
	contactId: string;
	limit: number;
}

export const listOf = (item: Item): ListOfContact => ({
	contactId: String(item.values(oneContact).contactId),
	limit: limitOf(item),
});

export const unknownContact =
	'Check the Contact ID: SprintHub answers like this to IDs that it does not know.';
