import type { Resource } from '../../../shared/operation/types';
import { linkContact } from './linkContact.operation';
import { upsert } from './upsert.operation';

export const object: Resource = {
	value: 'object',
	name: 'Object',
	operations: [upsert, linkContact],
	default: 'linkContact',
};
