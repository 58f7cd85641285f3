import type { Resource } from '../../../shared/operation/types';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { sync } from './sync.operation';

export const calendarEvent: Resource = {
	value: 'calendarEvent',
	name: 'Calendar Event',
	operations: [get, getAll, sync],
};
