import type { Resource } from '../../../shared/operation/types';
import { getAll } from './getAll.operation';

export const customObjectDefinition: Resource = {
	value: 'customObjectDefinition',
	name: 'Custom Object Definition',
	operations: [getAll],
};
