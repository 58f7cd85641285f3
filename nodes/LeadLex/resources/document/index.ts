import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { link } from './link.operation';

export const document: Resource = {
	value: 'document',
	name: 'Document',
	operations: [create, remove, get, getAll, link],
};
