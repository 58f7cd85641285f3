import type { Resource } from '../../../shared/operation/types';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

export const lexiConversation: Resource = {
	value: 'lexiConversation',
	name: 'Lexi Conversation',
	operations: [remove, get, getAll, update],
	default: getAll.value,
};
