import type { Resource } from '../../../shared/operation/types';
import { getAll } from './getAll.operation';

export const tag: Resource = {
	value: 'tag',
	name: 'Tag',
	operations: [getAll],
};
