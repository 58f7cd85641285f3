import type { Resource } from '../../../shared/operation/types';
import { addTags } from './addTags.operation';
import { create } from './create.operation';
import { createMany } from './createMany.operation';
import { remove } from './delete.operation';
import { deleteMany } from './deleteMany.operation';
import { exportFile } from './export.operation';
import { get } from './get.operation';
import { getActivities } from './getActivities.operation';
import { getAll } from './getAll.operation';
import { importRows } from './import.operation';
import { merge } from './merge.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';
import { upsertMany } from './upsertMany.operation';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	operations: [
		addTags,
		create,
		createMany,
		upsert,
		upsertMany,
		remove,
		deleteMany,
		exportFile,
		get,
		getActivities,
		getAll,
		importRows,
		merge,
		update,
	],
	default: 'create',
};
