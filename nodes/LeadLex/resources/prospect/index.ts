import type { Resource } from '../../../shared/operation/types';
import { reveal } from './reveal.operation';
import { revealMany } from './revealMany.operation';
import { save } from './save.operation';
import { search } from './search.operation';

export const prospect: Resource = {
	value: 'prospect',
	name: 'Prospect',
	operations: [reveal, revealMany, save, search],
	default: search.value,
};
