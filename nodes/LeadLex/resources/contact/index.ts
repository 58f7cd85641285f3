import type { Resource } from '../../../shared/operation';
import { create } from './create.operation';
import { getAll } from './getAll.operation';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	operations: [create, getAll],
};
