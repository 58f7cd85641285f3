import type { Resource } from '../../../shared/operation';
import { create } from './create.operation';

export const objectType: Resource = {
	value: 'objectType',
	name: 'Object Type',
	operations: [create],
};
