import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { get } from './get.operation';

export const activity: Resource = {
	value: 'activity',
	name: 'Activity',
	operations: [create, get],
};
