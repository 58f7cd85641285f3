import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';

export const contact: Resource = {
	value: 'contact',
	name: 'Contact',
	operations: [create],
};
