import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';

export const objectType: Resource = {
	value: 'objectType',
	name: 'Object Type',
	operations: [create],
};
