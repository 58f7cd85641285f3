import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

export const task: Resource = {
	value: 'task',
	name: 'Task',
	operations: [create, remove, get, getAll, update],
};
