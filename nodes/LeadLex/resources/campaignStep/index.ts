import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { remove } from './delete.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

export const campaignStep: Resource = {
	value: 'campaignStep',
	name: 'Campaign Step',
	operations: [create, remove, getAll, update],
};
