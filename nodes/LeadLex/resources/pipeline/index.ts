import type { Resource } from '../../../shared/operation/types';
import { getAll } from './getAll.operation';

export const pipeline: Resource = { value: 'pipeline', name: 'Pipeline', operations: [getAll] };
