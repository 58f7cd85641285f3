import type { Resource } from '../../../shared/operation/types';
import { addContacts } from './addContacts.operation';
import { create } from './create.operation';

export const list: Resource = {
	value: 'list',
	name: 'List',
	operations: [addContacts, create],
	default: 'create',
};
