/** Shared by the operations that list records of a contact. */
import { readLimit } from '../../../shared/operation/collections';
import type { Item } from '../../../shared/operation/item';
import { target } from './fields';

export interface ListOfContact {
	contactId: string;
	limit: number;
}

export const parseList = (item: Item): ListOfContact => ({
	contactId: String(item.read(target).contactId),
	limit: readLimit(item),
});

export const unknownContactAdvice =
	'Check the ID in Contact: SprintHub answers like this to IDs that it does not know.';
