import type { Resource } from '../../../shared/operation/types';
import { addContacts } from './addContacts.operation';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getContacts } from './getContacts.operation';
import { getEvents } from './getEvents.operation';
import { getStatistics } from './getStatistics.operation';
import { pause } from './pause.operation';
import { removeContact } from './removeContact.operation';
import { start } from './start.operation';
import { update } from './update.operation';

export const campaign: Resource = {
	value: 'campaign',
	name: 'Campaign',
	operations: [
		addContacts,
		create,
		remove,
		get,
		getContacts,
		getEvents,
		getAll,
		getStatistics,
		pause,
		removeContact,
		start,
		update,
	],
	default: 'create',
};
