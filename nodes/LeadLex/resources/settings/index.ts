import type { Resource } from '../../../shared/operation/types';
import { get } from './get.operation';
import { getProviders } from './getProviders.operation';

export const settings: Resource = {
	value: 'settings',
	name: 'Settings',
	operations: [get, getProviders],
};
