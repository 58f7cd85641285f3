import type { Resource } from '../../../shared/operation/types';
import { create } from './create.operation';
import { createAndLink } from './createAndLink.operation';
import { linkContact } from './linkContact.operation';

export const customObject: Resource = {
	value: 'customObject',
	name: 'Custom Object',
	operations: [create, createAndLink, linkContact],
};
