import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { createMany } from './createMany.operation';
import { remove } from './delete.operation';
import { deleteMany } from './deleteMany.operation';
import { exportFile } from './export.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';
import { updateMany } from './updateMany.operation';

export const deal: Resource = {
	value: 'deal',
	name: 'Deal',
	operations: [create, createMany, remove, deleteMany, exportFile, get, getAll, update, updateMany],
};
