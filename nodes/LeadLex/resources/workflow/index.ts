import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getLogs } from './getLogs.operation';
import { update } from './update.operation';

export const workflow: Resource = {
	value: 'workflow',
	name: 'Workflow',
	operations: [create, remove, get, getLogs, getAll, update],
};
