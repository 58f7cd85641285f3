import type { Resource } from '../../../shared/operation';
import { create } from './create.operation';
import { linkContact } from './linkContact.operation';

export const customObject: Resource = {
	value: 'customObject',
	name: 'Custom Object',
	operations: [create, linkContact],
};
