import type { Resource } from '../../../shared/operation/types';
import { getFiles } from './getFiles.operation';

export const attendance: Resource = {
	value: 'attendance',
	name: 'Attendance',
	operations: [getFiles],
};
