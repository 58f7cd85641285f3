import type { Resource } from '../../../shared/operation/types';
import { approve } from './approve.operation';
import { dismiss } from './dismiss.operation';
import { getAll } from './getAll.operation';

export const lexiTask: Resource = {
	value: 'lexiTask',
	name: 'Lexi Task',
	operations: [approve, dismiss, getAll],
	default: getAll.value,
};
