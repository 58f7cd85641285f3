import type { Resource } from '../../../shared/operation/types';
import { getAll } from './getAll.operation';

export const auditLog: Resource = { value: 'auditLog', name: 'Audit Log', operations: [getAll] };
