/** What the lists of a contact have in common. */
import { limitOf } from '../../../shared/editor/nodeProperties';
import type { Item } from '../../../shared/operation/item';
import { oneContact } from '../../fields/recordNumber';

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
