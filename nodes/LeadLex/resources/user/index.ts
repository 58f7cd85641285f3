import type { Resource } from '../../../shared/operation/types';
import { getAll } from './getAll.operation';

export const user: Resource = { value: 'user', name: 'User', operations: [getAll] };
