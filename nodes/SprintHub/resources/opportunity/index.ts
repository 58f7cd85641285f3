import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { update } from './update.operation';

export const opportunity: Resource = {
	value: 'opportunity',
	name: 'Opportunity',
	operations: [create, update],
};
