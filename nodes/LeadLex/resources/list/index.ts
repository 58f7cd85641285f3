import type { Resource } from '../../../shared/operation/types';
import { addContacts } from './addContacts.operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { getAll } from './getAll.operation';
import { removeContact } from './removeContact.operation';

export const list: Resource = {
	value: 'list',
	name: 'List',
	operations: [addContacts, create, remove, getAll, removeContact],
};
