import type { Resource } from '../../../shared/operation';
import { linkContacts } from './linkContacts.operation';

export const company: Resource = {
	value: 'company',
	name: 'Company',
	operations: [linkContacts],
};
