import type { Resource } from '../../../shared/operation';
import { create } from './create.operation';
import { get } from './get.operation';

export const activity: Resource = {
	value: 'activity',
	name: 'Activity',
	operations: [create, get],
};
