import type { Resource } from '../../../shared/operation';
import { getFiles } from './getFiles.operation';

export const attendance: Resource = {
	value: 'attendance',
	name: 'Attendance',
	operations: [getFiles],
};
