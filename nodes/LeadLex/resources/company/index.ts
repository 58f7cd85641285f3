import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { exportFile } from './export.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getContacts } from './getContacts.operation';
import { getDeals } from './getDeals.operation';
import { importRows } from './import.operation';
import { linkContacts } from './linkContacts.operation';
import { update } from './update.operation';

export const company: Resource = {
	value: 'company',
	name: 'Company',
	operations: [
		create,
		remove,
		exportFile,
		get,
		getContacts,
		getDeals,
		getAll,
		importRows,
		linkContacts,
		update,
	],
	default: 'linkContacts',
};
