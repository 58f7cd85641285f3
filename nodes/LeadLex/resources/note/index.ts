import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

export const note: Resource = {
	value: 'note',
	name: 'Note',
	operations: [create, remove, get, getAll, update],
};
