import type { Resource } from '../../../shared/operation';
import { linkContact } from './linkContact.operation';

export const object: Resource = {
	value: 'object',
	name: 'Object',
	operations: [linkContact],
};
