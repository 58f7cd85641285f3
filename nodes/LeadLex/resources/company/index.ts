import type { Resource } from '../../../shared/operation';
import { create } from './create.operation';
import { linkContacts } from './linkContacts.operation';

export const company: Resource = {
	value: 'company',
	name: 'Company',
	operations: [create, linkContacts],
	default: 'linkContacts',
};
